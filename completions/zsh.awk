# zsh.awk -- completion for zsh, from the pages docs/cli/*.md. Run with cli/manual.awk before it.

# Text inside '...[..]..': its own quote and brackets are protected.
function protected(s) {
    gsub(/'/, "'\\''", s)
    gsub(/\[/, "\\[", s)
    gsub(/\]/, "\\]", s)
    gsub(/:/, "\\:", s)
    return s
}

function print_option(c, i,    long, action, spec) {
    long = "--" option[c, i, "long"]
    spec = "[" protected(option[c, i, "help"]) "]"
    if (option[c, i, "value"] != "") {
        action = option[c, i, "choices"] != "" ? "(" option[c, i, "choices"] ")" : \
            option[c, i, "complete"] == "directory" ? "_directories" : " "
        spec = spec ":" option[c, i, "value"] ":" action
        long = long "="
    }
    print "            '" long spec "' \\"
    if (option[c, i, "short"] != "") print "            '-" option[c, i, "short"] (option[c, i, "value"] != "" ? "+" : "") spec "' \\"
}

END {
    if (bad) exit 1
    print "#compdef hearsay"
    print "# Generated from docs/cli by completions/zsh.awk."
    print "_hearsay() {"
    print "    local -a commands"
    print "    commands=("
    for (c = 1; c <= n_commands; c++)
        if (command[c] != "hearsay") print "        '" command[c] ":" protected(summary[c]) "'"
    print "        'help:print what a command does'"
    print "    )"
    print "    if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then"
    print "        _describe command commands"
    print "        return"
    print "    fi"
    print "    case $words[2] in"
    for (c = 1; c <= n_commands; c++) {
        print "    " (command[c] == "hearsay" ? "-*" : command[c]) ")"
        if (command[c] != "hearsay") print "        (( CURRENT-- )); shift words"
        print "        _arguments -s \\"
        for (i = 1; i <= n_options[c]; i++) print_option(c, i)
        print "            '*:file:_files' ;;"
    }
    print "    help) _describe command commands ;;"
    print "    esac"
    print "}"
    print "_hearsay \"$@\""
}
