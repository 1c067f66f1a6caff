# bash.awk -- completion for bash, from the pages docs/cli/*.md. Run with cli/manual.awk before it.

END {
    if (bad) exit 1
    print "# Generated from docs/cli by completions/bash.awk."
    print "_hearsay() {"
    print "    local cur=${COMP_WORDS[COMP_CWORD]} prev= command=hearsay options="
    print "    COMPREPLY=()"
    print "    [ \"$COMP_CWORD\" -gt 0 ] && prev=${COMP_WORDS[COMP_CWORD-1]}"
    print "    [ \"$COMP_CWORD\" -gt 1 ] && command=${COMP_WORDS[1]}"
    print "    case $command,$prev in"
    for (c = 1; c <= n_commands; c++) {
        if (command[c] != "hearsay") names = names command[c] " "
        options = ""
        for (i = 1; i <= n_options[c]; i++) {
            options = options "--" option[c, i, "long"] " "
            if (option[c, i, "value"] == "") continue
            pattern = command[c] ",--" option[c, i, "long"]
            if (option[c, i, "short"] != "") pattern = pattern " | " command[c] ",-" option[c, i, "short"]
            print "    " pattern ")"
            if (option[c, i, "choices"] != "")
                print "        COMPREPLY=($(compgen -W '" option[c, i, "choices"] "' -- \"$cur\"))"
            else if (option[c, i, "complete"] == "directory")
                print "        COMPREPLY=($(compgen -d -- \"$cur\"))"
            print "        return ;;"
        }
        all[c] = options
    }
    print "    help,*)"
    print "        COMPREPLY=($(compgen -W '" names "' -- \"$cur\"))"
    print "        return ;;"
    print "    esac"
    print "    case $command in"
    for (c = 1; c <= n_commands; c++) print "    " command[c] ") options='" all[c] "' ;;"
    print "    esac"
    print "    if [[ $cur == -* ]]; then"
    print "        COMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))"
    print "    elif [ \"$COMP_CWORD\" -le 1 ]; then"
    print "        COMPREPLY=($(compgen -W '" names "help' -- \"$cur\"))"
    print "    else"
    print "        compopt -o filenames 2>/dev/null"
    print "        COMPREPLY=($(compgen -f -- \"$cur\"))"
    print "    fi"
    print "}"
    print "complete -F _hearsay hearsay"
}
