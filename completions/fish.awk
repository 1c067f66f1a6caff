# fish.awk -- completion for fish, from the pages docs/cli/*.md. Run with cli/manual.awk before it.

function quoted(s) {
    gsub(/\\/, "\\\\", s)
    gsub(/'/, "\\'", s)
    return "'" s "'"
}

END {
    if (bad) exit 1
    print "# Generated from docs/cli by completions/fish.awk."
    for (c = 1; c <= n_commands; c++) {
        top = command[c] == "hearsay"
        if (!top) print "complete -c hearsay -n __fish_use_subcommand -f -a " command[c] " -d " quoted(summary[c])
        for (i = 1; i <= n_options[c]; i++) {
            line = "complete -c hearsay -n " (top ? "__fish_use_subcommand" : quoted("__fish_seen_subcommand_from " command[c]))
            if (option[c, i, "short"] != "") line = line " -s " option[c, i, "short"]
            line = line " -l " option[c, i, "long"]
            if (option[c, i, "choices"] != "") line = line " -x -a " quoted(option[c, i, "choices"])
            else if (option[c, i, "complete"] == "directory") line = line " -x -a '(__fish_complete_directories)'"
            else if (option[c, i, "value"] != "") line = line " -x"
            print line " -d " quoted(option[c, i, "help"])
        }
    }
    print "complete -c hearsay -n __fish_use_subcommand -f -a help -d 'print what a command does'"
}
