# manual_roff.awk -- one page as a manual page. Run with manual.awk before it, on all pages, with
# -v page=COMMAND -v version=VERSION. The heading "Commands" is filled with the other pages' summaries.

function escaped(s) {
    gsub(/\\/, "\\e", s)
    gsub(/-/, "\\-", s)
    gsub(/'/, "\\(aq", s)
    return s
}

# `code` bold, *stress* and **stress** in italics; a line that starts like a request is protected.
function inline(s,    out, k) {
    s = escaped(s)
    out = ""
    while (match(s, /`[^`]+`|\*\*?[^*]+\*\*?/)) {
        k = substr(s, RSTART, 1) == "`"
        out = out substr(s, 1, RSTART - 1) (k ? "\\fB" : "\\fI") bare(substr(s, RSTART, RLENGTH), k) "\\fR"
        s = substr(s, RSTART + RLENGTH)
    }
    out = out s
    return out ~ /^[.]/ ? "\\&" out : out
}

function bare(s, is_code) {
    if (is_code)
        gsub(/`/, "", s)
    else
        gsub(/[*]/, "", s)
    return s
}

function manual_name(command) {
    return command == "hearsay" ? command : "hearsay\\-" command
}

function heading(s) {
    print ".SH \"" toupper(s) "\""
}

function print_options(c,    i, s) {
    heading("Options")
    for (i = 1; i <= n_options[c]; i++) {
        s = synopsis(c, i)
        sub(/^ +/, "", s)
        print ".TP\n.B " escaped(s)
        print inline(meaning(c, i) ".")
    }
}

function print_commands(    k) {
    for (k = 1; k <= n_commands; k++)
        if (command[k] != "hearsay") print ".TP\n.BR " manual_name(command[k]) " (1)\n" inline(summary[k])
}

function print_body(c, first, last,    k, s, code, gap, item) {
    for (k = first; k <= last; k++) {
        s = body[c, k]
        if (s ~ /^```/) {
            code = !code
            print code ? ".PP\n.RS 4\n.EX" : ".EE\n.RE"
            gap = 0
        } else if (code) {
            s = escaped(s)
            print (s ~ /^[.]/ ? "\\&" : "") s
        } else if (s ~ /^# /) {
            continue
        } else if (s ~ /^## /) {
            heading(substr(s, 4))
            if (s == "## Commands") print_commands()
            gap = 0
        } else if (s == "") {
            gap = 1
        } else if (s ~ /^- `[^`]+`: /) {
            item = s
            sub(/^- `/, "", item)
            print ".TP\n.B " escaped(substr(item, 1, index(item, "`") - 1))
            print inline(substr(item, index(item, "`") + 3))
            gap = 0
        } else if (s ~ /^- /) {
            print ".IP \\(bu 2\n" inline(substr(s, 3))
            gap = 0
        } else {
            if (gap && s !~ /^  /) print ".PP"
            sub(/^ +/, "", s)
            print inline(s)
            gap = 0
        }
    }
}

# The usual order: description, options, the rest.
function print_sections(c,    k, second, n) {
    for (second = 1; second <= n_body[c]; second++)
        if (body[c, second] ~ /^## / && ++n == 2) break
    print_body(c, 1, second - 1)
    print_options(c)
    print_body(c, second, n_body[c])
}

function print_others(c,    k, s) {
    heading("See also")
    for (k = 1; k <= n_commands; k++)
        if (k != c) s = s (s == "" ? "" : ",\n") ".BR " manual_name(command[k]) " (1)"
    print s
}

END {
    if (bad) exit 1
    for (c = 1; c <= n_commands; c++)
        if (command[c] == page) break
    name = manual_name(page)
    print ".\\\" Generated from docs/cli by cli/manual_roff.awk."
    print ".TH " toupper(name) " 1 \"\" \"hearsay " version "\" \"User Commands\""
    heading("Name")
    print name " \\- " escaped(summary[c])
    heading("Synopsis")
    print ".B " escaped(usage[c])
    print_sections(c)
    print_others(c)
}
