# Every option of watch, its default and its choices.
"$HEARSAY" watch --help
