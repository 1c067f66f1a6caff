# openapi_c.awk -- files of JSON as C strings, in the order given: what server_openapi.c serves.
function quoted(s,    i, c, out) {
    for (i = 1; i <= length(s); i++) {
        c = substr(s, i, 1)
        out = out ((c == "\\" || c == "\"" || c == "?") ? "\\" c : c)
    }
    return "\"" out "\\n\""
}
BEGIN {
    print "/* Generated from files of docs by openapi_c.awk. */"
    print "#include \"server_state.h\"\n"
    print "const char *const hs_server_schemas[] = {"
}
FNR == 1 && NR > 1 { print "    ," }
{ print "    " quoted($0) }
END { print "};" }
