# manual_c.awk -- the pages as C: the table of options that the parser works by, and the text of --help.
# Run with manual.awk before it.

function quoted(s) {
    gsub(/\\/, "\\\\", s)
    gsub(/"/, "\\\"", s)
    return "\"" s "\""
}

function or_null(s) {
    return s == "" ? "NULL" : quoted(s)
}

function say(s) {
    print "    " quoted(s) " \"\\n\""
}

# Two columns, the right one wrapped at 80.
function entry(left, right,    n, words, k, line) {
    line = sprintf("  %-22s", left)
    if (length(left) > 20) {
        say("  " left)
        line = sprintf("%24s", "")
    }
    n = split(right, words, " ")
    for (k = 1; k <= n; k++) {
        if (length(line) + length(words[k]) + 1 > 80) {
            say(line)
            line = sprintf("%24s", "")
        }
        line = line (length(line) > 24 || line !~ / $/ ? " " : "") words[k]
    }
    say(line)
}

END {
    if (bad) exit 1
    print "/* Generated from docs/cli by cli/manual_c.awk. */"
    print "#include \"cli.h\"\n"
    for (c = 1; c <= n_commands; c++) {
        print "static const cli_option options_" command[c] "[] = {"
        for (i = 1; i <= n_options[c]; i++) {
            letter = option[c, i, "short"]
            print "    {" quoted(option[c, i, "long"]) ", " (letter == "" ? "0" : "'" letter "'") ", " \
                or_null(option[c, i, "value"]) ", " or_null(option[c, i, "choices"]) ", " or_null(option[c, i, "default"]) "},"
        }
        print "};\n"
        print "static const char help_" command[c] "[] ="
        say("usage: " usage[c])
        say("")
        say(toupper(substr(summary[c], 1, 1)) substr(summary[c], 2) ".")
        say("")
        if (command[c] == "hearsay") {
            for (k = 1; k <= n_commands; k++)
                if (command[k] != "hearsay") entry(command[k], summary[k])
            entry("help [COMMAND]", "print what a command does")
            say("")
        }
        for (i = 1; i <= n_options[c]; i++) entry(synopsis(c, i), meaning(c, i))
        if (words_of[c] != "") {
            say("")
            entry("WORD", words_of[c])
        }
        print "    ;\n"
    }
    print "const cli_manual cli_manuals[] = {"
    for (c = 1; c <= n_commands; c++)
        print "    {" quoted(command[c]) ", help_" command[c] ", options_" command[c] ", " n_options[c] ", " (words_of[c] != "" ? "true" : "false") "},"
    print "};"
    print "const size_t cli_n_manuals = " n_commands ";"
}
