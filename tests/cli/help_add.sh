# Every option of add, its default and its choices.
"$HEARSAY" add --help
