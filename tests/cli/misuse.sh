# One line on stderr, exit status 2, nothing on stdout.
try() {
    "$HEARSAY" "$@" 2>&1
    echo "  -> $?"
}
try
try evla
try help raed
try zzz
try --verson
try -x
try read
try read --fromat csv x.txt
try read --format
try read --format=xml x.txt
try read --format= x.txt
try read -f
try read --help=yes
try read --threads 0 x.txt
try read --threads two x.txt
try read --threads 99999999999999999999 x.txt
try read --published "14 May" x.txt | sed "s/\(published: \).*/\1.../"
try read --nothing-like-it x.txt
try eval
try eval a b c
try eval --format csv a
