# manual.awk -- reads the pages docs/cli/*.md; the generators beside it turn them into C, man pages and completions.
# In: pages with front matter. Out: the arrays below, complete when END runs. Portable awk, no extensions.
#   n_commands, command[c]; summary[c], usage[c]; words_of[c], what the words of a search mean, "" where it takes none; n_options[c], option[c, i, key]; n_body[c], body[c, line]
# Keys of an option: long, short, value, choices, default, complete, since, help.

FNR == 1 { c = ++n_commands; n_options[c] = n_body[c] = 0; front = 0 }
front < 2 && $0 == "---" { front++; next }
front == 1 && /^(command|summary|usage|words): / {
    key = $1; sub(/^[a-z]+: /, "")
    if (key == "command:") command[c] = $0
    else if (key == "summary:") summary[c] = $0
    else if (key == "words:") words_of[c] = $0
    else usage[c] = $0
    next
}
front == 1 && /^options:$/ { next }
front == 1 && /^  - [a-z]+: / { n_options[c]++ }
front == 1 && /^  (- |  )[a-z]+: / {
    sub(/^  (- |  )/, "")
    key = substr($0, 1, index($0, ":") - 1)
    sub(/^[a-z]+: /, "")
    option[c, n_options[c], key] = $0
    next
}
front == 1 { print FILENAME ":" FNR ": not understood: " $0 > "/dev/stderr"; bad = 1; exit 1 }
{ body[c, ++n_body[c]] = $0 }

# "-f, --format FORMAT" as people write it.
function synopsis(c, i,    s) {
    s = (option[c, i, "short"] != "" ? "-" option[c, i, "short"] ", " : "    ") "--" option[c, i, "long"]
    return option[c, i, "value"] != "" ? s " " option[c, i, "value"] : s
}

# The help of an option with its choices and its default.
function meaning(c, i,    s, list) {
    s = option[c, i, "help"]
    list = option[c, i, "choices"]
    gsub(/ /, ", ", list)
    if (list != "") s = s ": " list
    if (option[c, i, "default"] != "") s = s " (default: " option[c, i, "default"] ")"
    return s
}
