# schema_c.awk -- schema_1.sql, schema_2.sql .. in this order, as C strings, by the name -v name=. Comments stay: they stand in the file for who reads it.
function quoted(s) {
    gsub(/\\/, "&&", s)
    gsub(/"/, "\\\"", s)
    return "\"" s "\\n\""
}
BEGIN {
    print "/* Generated from src/ledger/schema_*.sql by schema_c.awk. */"
    print "#include \"ledger_schema.h\"\n"
    print "const char *const " name "[] = {"
}
FNR == 1 && NR > 1 { print "    ," }
{ print "    " quoted($0) }
END { print "};" }
