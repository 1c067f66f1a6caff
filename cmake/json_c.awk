# json_c.awk -- files of JSON as C strings, in the order given. Variables: name (of the array), header (that declares it).
function quoted(s,    i, c, out) {
    for (i = 1; i <= length(s); i++) {
        c = substr(s, i, 1)
        out = out ((c == "\\" || c == "\"" || c == "?") ? "\\" c : c)
    }
    return "\"" out "\\n\""
}
BEGIN {
    print "/* Generated from files of docs by json_c.awk. */"
    print "#include \"" header "\"\n"
    print "const char *const " name "[] = {"
}
FNR == 1 && NR > 1 { print "    ," }
{ print "    " quoted($0) }
END { print "};" }
