# Every option of serve, its default and its choices.
"$HEARSAY" serve --help
