/* names_given.c -- given names of many peoples and whose they mostly are. Sorted, found by bisection;
 * test_resolution_sources checks the order. From general knowledge; no list was copied. Any thread. */
#include "names_given.h"

#include <string.h>

#include "ascii.h"
#include "word_list.h"

#define LIST(name, ...) static const char *const name[] = {__VA_ARGS__}
#define IN(list, word)  hs_word_list_has(list, sizeof(list) / sizeof *(list), hs_ascii_of(word))
#define SORTED(list)    hs_word_list_is_sorted(list, sizeof(list) / sizeof *(list))

enum { MAX_BYTES = 24 };

/* clang-format off */
LIST(male, "aaron", "abdul", "abdulaziz", "abdullah", "abdulrahman", "abel", "abraham", "abu", "adam", "adel",
     "adnan", "adolf", "adrian", "ahmad", "ahmed", "aidan", "aiden", "ajay", "akira", "akram", "alan", "alastair",
     "albert", "alberto", "aldo", "alec", "alejandro", "aleksandr", "aleksei", "alessandro", "alexander",
     "alexandre", "alexei", "alexey", "alfie", "alfonso", "alfred", "alfredo", "alistair", "allan", "allen", "alonso",
     "alvaro", "alvin", "amar", "amir", "amit", "anatoly", "anders", "andre", "andreas", "andrei", "andres",
     "andrew", "andrey", "andrij", "andriy", "andy", "angelo", "angus", "anil", "antoine", "anton", "antonio", "antony",
     "anwar", "archie", "aristide", "arjun", "arkady", "armando", "arnold", "arsene", "artem", "arthur",
     "arturo", "arun", "asad", "ashok", "ashton", "asif", "aslan", "atul", "august", "augusto", "austin", "avi",
     "axel", "ayman", "aziz", "baptiste", "barack", "barry", "bart", "bashar", "bashir", "basil", "bastian",
     "ben", "benedict", "benito", "benjamin", "benoit", "bernard", "bernardo", "bernd", "bernie", "bert",
     "bill", "billy", "bjorn", "björn", "bob", "bobby", "boris", "brad", "bradley", "brandon", "brendan", "brent",
     "brett", "brian", "bruce", "bruno", "bryan", "bryce", "burak", "byron", "caleb", "callum", "calvin", "carl", "carlo",
     "carlos", "carsten", "carter", "casper", "cecil", "cedric", "cesar", "chad", "charles", "chester",
     "chidi", "chinedu", "christian", "christoph", "christophe", "christopher", "chuck", "clark", "claude", "claudio",
     "claus", "clayton", "clemens", "cliff", "clifford", "clint", "clive", "cody", "colin", "colm", "connor", "conor",
     "conrad", "corey", "cormac", "craig", "curtis", "cyril", "dale", "damian", "damien", "dan", "daniel",
     "daniele", "danny", "dariusz", "darrell", "darren", "darrin", "darryl", "daryl", "dave", "david", "davide",
     "dawid", "dean", "declan", "deepak", "denis", "dennis", "derek", "dermot", "desmond", "devin", "dick",
     "didier", "diego", "dieter", "dietrich", "dimitri", "dirk", "dmitri", "dmitry", "dominic", "donald",
     "dong", "doug", "dougal", "douglas", "duncan", "dustin", "dwayne", "dwight", "dylan", "eamon", "ed", "eddie",
     "edgar", "eduard", "eduardo", "edward", "edwin", "egor", "eitan", "eli", "elias", "elijah", "elliot",
     "elliott", "elmar", "elon", "elvis", "emanuel", "emeka", "emil", "emile", "emilio", "emmanuel", "emmett", "enda",
     "enrico", "enrique", "enzo", "eric", "erich", "erik", "ernest", "ernesto", "ernst", "ervin", "erwin",
     "esteban", "ethan", "etienne", "eugene", "evan", "evgeny", "ezra", "fabian", "fabio", "fabrice", "fadi",
     "faisal", "farid", "farouk", "federico", "felipe", "felix", "ferdinand", "fergus", "fernando", "fidel",
     "filip", "finn", "florian", "floyd", "francesco", "francisco", "franck", "franco", "francois", "frank",
     "franklin", "franz", "fred", "freddie", "frederic", "frederick", "fredrik", "friedrich", "fritz", "fyodor",
     "gabriel", "gareth", "garry", "gary", "gaston", "gavin", "gene", "geoff", "geoffrey", "george", "georges",
     "georgi", "georgy", "gerald", "gerard", "gerardo", "gerhard", "gerry", "gideon", "gilbert", "gilles",
     "gino", "giovanni", "giulio", "giuseppe", "glen", "glenn", "gonzalo", "gordon", "graeme", "graham",
     "grant", "greg", "gregg", "gregor", "gregory", "grigory", "guido", "guillaume", "guillermo", "gunnar",
     "gus", "gustav", "gustavo", "guy", "günter", "günther", "habib", "hakan", "hakim", "hamid", "hamish",
     "hamza", "hank", "hans", "harald", "harold", "haroon", "harry", "haruki", "harvey", "hasan", "hashim",
     "hassan", "hassane", "hector", "heinrich", "heinz", "helmut", "hendrik", "henri", "henrik", "henry",
     "herbert", "herman", "hermann", "hideo", "hiroshi", "hjortur", "horst", "hosni", "howard", "hubert",
     "hugh", "hugo", "humphrey", "hussain", "hussein", "huw", "iain", "ian", "ibrahim", "ignacio", "ignazio", "igor",
     "ilya", "imran", "ingmar", "ioannis", "irfan", "isaac", "isaiah", "ismail", "issa", "ivan", "ivo", "jaap",
     "jack", "jacob", "jacques", "jaime", "jake", "jakob", "jakub", "jalal", "jamal", "james", "janos", "jared",
     "jarek", "jarrod", "jason", "javier", "jeff", "jefferson", "jeffrey", "jens", "jeremiah", "jeremy",
     "jerome", "jerry", "jesper", "jesus", "jim", "jimmy", "joachim", "joao", "joaquin", "joe", "joel", "joerg",
     "johan", "johann", "johannes", "john", "johnny", "jon", "jonah", "jonas", "jonathan", "jonny", "jono",
     "jorge", "jose", "josef", "joseph", "josh", "joshua", "josé", "juan", "judd", "julian", "julien", "julio",
     "julius", "justin", "jörg", "jürgen", "kabir", "kahlil", "kamal", "kanye", "kareem", "karim", "karl",
     "kazuo", "keith", "ken", "kenichi", "kenji", "kenneth", "kenny", "kent", "kevin", "khaled", "khalid",
     "khalil", "kieran", "kirk", "klaus", "knut", "kofi", "konrad", "konstantin", "konstantinos", "kumar", "kurt",
     "kwame", "kyle", "lachlan", "lance", "larry", "lars", "laurence", "laurent", "lawrence", "lech", "leif",
     "leo", "leon", "leonard", "leonardo", "leonid", "leopold", "leroy", "lester", "liam", "lionel", "lloyd",
     "lorenzo", "louis", "luc", "luca", "lucas", "luciano", "ludovic", "ludwig", "luigi", "luis", "luka",
     "lukas", "luke", "luther", "magnus", "mahmoud", "majid", "malcolm", "malik", "mamadou", "manfred", "manoj",
     "manuel", "marc", "marcel", "marcelo", "marco", "marcos", "marcus", "marek", "mario", "marius", "mark",
     "marko", "markus", "marshall", "martin", "marty", "marvin", "marwan", "massimo", "mateo", "mathias", "mathieu",
     "mats", "matt", "matteo", "matthew", "matthias", "matthieu", "maurice", "mauricio", "mauro", "maxim",
     "maximilian", "mehdi", "mehmet", "melvin", "michael", "michal", "michel", "mick", "miguel", "mikael",
     "mike", "mikey", "mikhail", "milan", "miles", "milos", "miloš", "mircea", "mitch", "mitchell", "mitt", "modibo",
     "mohamad", "mohamed", "mohammad", "mohammed", "mohan", "mohsen", "morten", "moshe", "muammar", "muhammad",
     "muhammadu", "mukesh", "murat", "murray", "mustafa", "myles", "nabil", "nadim", "naguib", "nail",
     "narendra", "nasser", "nate", "nathan", "nathaniel", "naveed", "navkiran", "neal", "ned", "neil", "nelson",
     "neville", "niall", "nicholas", "nick", "nicolae", "nicolas", "nigel", "nikola", "nikolai", "nikolaj",
     "nikolaos", "nikolay", "nils", "noah", "nobuo", "noel", "nolan", "norbert", "norman", "nouri", "olaf",
     "ole", "oleg", "oleh", "oliver", "olivier", "ollie", "olusegun", "omar", "omer", "orlando", "osama", "oscar",
     "osman", "otto", "owen", "pablo", "padraig", "paolo", "parker", "pascal", "patrick", "paul", "paulo",
     "pavel", "pedro", "per", "percy", "perry", "pete", "peter", "petr", "petro", "phil", "philip", "philippe",
     "phillip", "pierce", "pierre", "pieter", "piotr", "prakash", "prasad", "preston", "qasim", "quentin",
     "quincy", "rabih", "rachid", "rafael", "rafiq", "rahul", "raj", "rajesh", "rajiv", "ralf", "ralph", "rami",
     "ramon", "ramzi", "randall", "randy", "raphael", "rashid", "raul", "ravi", "ray", "raymond", "raúl",
     "recep", "reggie", "reginald", "reinhard", "renato", "rene", "rené", "rex", "reza", "rhys", "ricardo", "riccardo",
     "richard", "rick", "rickey", "ricky", "rob", "robert", "roberto", "roderick", "rodney", "rodolfo",
     "rodrigo", "roger", "rohan", "rohit", "roland", "rolf", "romain", "romano", "ron", "ronald", "ronan",
     "ronnie", "ross", "roy", "ruben", "rudolf", "rudolph", "rudy", "rupert", "rushdi", "russell", "rustam",
     "ryan", "rémi", "saad", "sadiq", "saeed", "salah", "salim", "salman", "salvador", "salvatore", "sami",
     "samir", "samuel", "sandeep", "sanjay", "santiago", "saul", "scott", "sean", "sebastian", "serge",
     "sergei", "sergey", "sergio", "seth", "shane", "shaun", "sheldon", "shigeru", "shinzo", "siegfried",
     "sigmund", "silvio", "simon", "sipho", "slobodan", "solomon", "spencer", "stan", "stanislav", "stanley", "stefan",
     "stefano", "stephan", "stephane", "stephen", "steve", "steven", "stewart", "stuart", "sunil", "suresh",
     "sven", "syed", "sylvain", "tadeusz", "takashi", "takeshi", "tariq", "taro", "tayyip", "ted", "terence",
     "terrence", "thabo", "thaddeus", "theo", "theodore", "thierry", "thomas", "thorsten", "tiago", "tim", "timo",
     "timothy", "tobias", "toby", "todd", "tom", "tomas", "tomasz", "tommy", "tony", "torsten", "travis",
     "trevor", "tristan", "troy", "tunde", "tyler", "tyrone", "uday", "ulrich", "umar", "umberto", "uri", "usman",
     "vaclav", "vadim", "valentin", "valery", "vasily", "vassilis", "vernon", "victor", "vijay", "vikram",
     "viktor", "vince", "vincent", "vincenzo", "vinod", "viorel", "vitaly", "vito", "vitor", "vivek", "vlad",
     "vladimir", "volker", "volodymyr", "vyacheslav", "václav", "wade", "waleed", "walid", "wallace", "walter",
     "warren", "wayne", "wendell", "werner", "wesley", "wilfred", "wilhelm", "will", "willem", "william",
     "willie", "wilson", "winston", "wojciech", "wolfgang", "xavier", "yahya", "yakov", "yann", "yannick",
     "yasir", "yasser", "yasuo", "yevgeny", "yitzhak", "yoshihiko", "yousef", "youssef", "yuri", "yusuf",
     "yves", "zach", "zachary", "zane", "zbigniew", "zeid", "ziad", "zoltan");
LIST(female, "abbie", "abby", "abigail", "ada", "adele", "adriana", "agatha", "agnes", "agnieszka", "aida", "aisha", "akiko", "alaina",
     "alana", "alba", "aleksandra", "alessandra", "alexandra", "alexis", "alice", "alicia", "alina", "alison",
     "aliya", "allison", "alma", "alyssa", "amalia", "amanda", "amara", "amber", "amelia", "amina", "amira", "amy",
     "ana", "anastasia", "angela", "angelica", "angelina", "angie", "anika", "anita", "anja", "ann", "anna",
     "annabel", "anne", "anneliese", "annette", "annie", "antonia", "anya", "aparna", "april", "ariana",
     "arianna", "arlene", "asma", "astrid", "audrey", "aung", "ayesha", "ayse", "aysha", "barbara", "beata",
     "beatrice", "beatriz", "becky", "belinda", "benazir", "bernadette", "bernice", "beth", "bethany", "betty",
     "beverly", "bianca", "birgit", "birgitte", "bonnie", "brenda", "briana", "bridget", "brigitte", "britney",
     "brittany", "brooke", "camila", "camilla", "camille", "candice", "cara", "carina", "carla", "carly",
     "carmen", "carol", "carole", "carolina", "caroline", "carolyn", "carrie", "cassandra", "catalina",
     "catarina", "caterina", "catherine", "cathy", "cecilia", "celeste", "celia", "celine", "chantal",
     "charlene", "charlotte", "chelsea", "cherie", "cheryl", "chiara", "chioma", "chloe", "christa", "christina",
     "christine", "cindy", "claire", "clara", "clarissa", "claudia", "colette", "colleen", "condoleezza",
     "connie", "constance", "cora", "corinne", "cristina", "crystal", "cynthia", "dagmar", "daisy", "daniela",
     "danielle", "daphne", "darlene", "dawn", "deanna", "debbie", "deborah", "debra", "deirdre", "delia",
     "denise", "diana", "diane", "dilma", "dina", "dolores", "dominika", "donna", "dora", "doreen", "doris",
     "dorothy", "edith", "edna", "eileen", "elaine", "eleanor", "elena", "eleni", "elisa", "elisabeth", "elise",
     "eliza", "elizabeth", "ella", "ellen", "ellie", "elsa", "elsie", "emilia", "emilie", "emily", "emma", "erica",
     "erika", "erin", "esmeralda", "esperanza", "estelle", "esther", "eugenia", "eva", "eve", "evelyn", "evie", "faith",
     "fatima", "fatma", "faye", "felicia", "felicity", "femke", "fernanda", "fiona", "flora", "frances", "francesca",
     "franziska", "freya", "frieda", "gabriela", "gabriella", "gabrielle", "gail", "gemma", "genevieve",
     "georgina", "geraldine", "gertrude", "gianna", "gina", "giorgia", "giulia", "gladys", "glenda", "gloria",
     "grace", "greta", "gretchen", "gudrun", "gwen", "gwendolyn", "habiba", "hailey", "hala", "halima", "hanna",
     "hannah", "harriet", "hazel", "heather", "heidi", "helen", "helena", "helene", "helga", "henrietta",
     "hilary", "hilda", "hillary", "hinda", "holly", "hope", "huda", "ida", "ilse", "imelda", "imogen",
     "indira", "ines", "inga", "ingrid", "inna", "ioana", "irena", "irene", "irina", "iris", "irma", "isabel",
     "isabella", "isabelle", "isla", "ivana", "ivanka", "ivy", "jacqueline", "jacqui", "jana", "jane", "janet",
     "janice", "janine", "jasmine", "jeanette", "jeanne", "jelena", "jenna", "jennifer", "jenny", "jess", "jessica",
     "jill", "joan", "joanna", "joanne", "jocelyn", "jodie", "johanna", "josephine", "joy", "joyce", "juana",
     "judith", "judy", "julia", "juliana", "julie", "juliet", "juliette", "june", "justine", "kaitlyn",
     "kamala", "karen", "karin", "karina", "karolina", "kasia", "katarina", "katarzyna", "kate", "katharina",
     "katherine", "kathleen", "kathryn", "kathy", "katie", "katrina", "katya", "kavita", "kayla", "kaylee", "keiko",
     "kelly", "khadija", "kimberly", "kinga", "kirsten", "kirsty", "klara", "kristen", "kristin", "kristina",
     "krystyna", "lakshmi", "lana", "lara", "larissa", "latifa", "latoya", "laura", "lauren", "laurie", "layla",
     "leah", "leanne", "leila", "lena", "leona", "leonora", "leticia", "leyla", "lidia", "lila", "lilian",
     "liliana", "lillian", "lily", "linda", "lindsay", "lindsey", "lisa", "liv", "liz", "lizzie", "loretta", "lorraine",
     "louisa", "louise", "lucia", "lucie", "lucille", "lucinda", "lucy", "ludmila", "luisa", "lydia",
     "lyudmila", "mabel", "mackenzie", "maddie", "madeleine", "madeline", "madison", "magdalena", "maggie", "maha",
     "maja", "malala", "mandy", "manuela", "mara", "marcela", "margaret", "margareta", "margarita", "margaux",
     "margot", "maria", "mariam", "mariana", "marianne", "marie", "mariella", "marilyn", "marina", "marisa",
     "marjorie", "marlene", "marta", "martha", "martina", "mary", "maryam", "masha", "mathilde", "matilda",
     "maureen", "maxine", "may", "meg", "megan", "melania", "melanie", "melinda", "melissa", "mercedes", "meredith",
     "mia", "michele", "michelle", "mildred", "milena", "millie", "mina", "minerva", "miranda", "miriam", "mitsuko",
     "moira", "molly", "mona", "monica", "monika", "muriel", "myra", "nadezhda", "nadia", "nadine", "nancy",
     "naomi", "natalia", "natalie", "natalya", "natasha", "nathalie", "ngozi", "nicola", "nicole", "nina", "noelle",
     "nora", "norah", "norma", "ofelia", "oksana", "olena", "olga", "olive", "olivia", "paige", "pam", "pamela",
     "paola", "patience", "patricia", "patsy", "patty", "paula", "paulina", "pauline", "pearl", "peggy",
     "penelope", "penny", "petra", "phoebe", "phyllis", "piper", "polina", "polly", "portia", "priscilla",
     "priya", "priyanka", "rachel", "rachida", "raisa", "ramona", "rania", "raquel", "rebecca", "regina",
     "renata", "renee", "rhonda", "rihanna", "rita", "roberta", "rochelle", "rosa", "rosalind", "rosamund",
     "rosario", "rose", "rosemary", "rosie", "roxana", "roxanne", "rukmini", "ruth", "sabina", "sabine",
     "sabrina", "sadie", "saima", "sally", "salma", "samantha", "samira", "sandra", "sanne", "sara", "sarah", "saskia",
     "savannah", "selena", "selma", "serena", "shakira", "sharon", "sheila", "shelley", "shelly", "sherry",
     "shirin", "shirley", "sian", "sigrid", "silvia", "simona", "simone", "sinead", "siobhan", "sofia", "sonia",
     "sonja", "sonya", "sophia", "sophie", "soraya", "stacey", "stacy", "stefanie", "stella", "stephanie",
     "sue", "sunita", "susan", "susana", "susanna", "susanne", "susie", "suzan", "suzanne", "suzie", "svetlana", "sybil",
     "sylvia", "sylvie", "tabitha", "takako", "tamara", "tammy", "tania", "tanya", "tara", "tatiana", "tatyana",
     "teresa", "teri", "tess", "tessa", "thandi", "thelma", "theresa", "therese", "tiffany", "tilda", "tina", "toni",
     "tracey", "tracy", "trisha", "trudy", "uma", "umm", "ursula", "usha", "valentina", "valerie", "vanessa", "vera",
     "verena", "verity", "veronica", "veronika", "vicky", "victoria", "vida", "viola", "violet", "virginia", "vivian",
     "viviane", "wanda", "wendy", "whitney", "wilhelmina", "wilma", "winifred", "xenia", "yael", "yasmin",
     "yasmine", "yelena", "yesenia", "yetunde", "yevgenia", "yoko", "yolanda", "yukiko", "yulia", "yuliya",
     "yvette", "yvonne", "zahra", "zainab", "zara", "zelda", "zeynep", "zoe", "zofia", "zoya", "zuzana");
LIST(either, "alex", "ali", "amal", "andrea", "angel", "ariel", "ash", "ashley", "aubrey", "avery", "bailey", "bao",
     "bin", "blair", "bo", "bobbie", "brook", "cameron", "casey", "charlie", "chen", "chris", "christie",
     "christy", "courtney", "dakota", "dana", "dominique", "drew", "ellis", "emery", "francis", "gale",
     "georgie", "gill", "hadley", "hao", "harley", "harper", "hayden", "hong", "hua", "hui", "jamie", "jan",
     "jean", "jesse", "jessie", "ji", "jin", "jing", "jo", "jodi", "jody", "jules", "jun", "jung", "kai",
     "kendall", "kerry", "kim", "kiran", "kit", "kris", "lan", "lee", "lei", "leigh", "leigh-anne", "leslie",
     "li", "lin", "ling", "logan", "loren", "lou", "lynn", "marion", "marley", "max", "mei", "mel", "min",
     "ming", "morgan", "nan", "nicky", "nikki", "noor", "nour", "pat", "peyton", "phoenix", "qing", "quinn",
     "reese", "remy", "riley", "river", "robbie", "robin", "rory", "rowan", "sacha", "sage", "sam", "sasha",
     "shannon", "shawn", "shea", "shelby", "sidney", "skyler", "stevie", "sung", "sydney", "taylor", "terry",
     "tran", "val", "wei", "wen", "xi", "xiao", "xin", "yan", "yang", "ying", "yu", "yuki", "yun", "zhang");
/* clang-format on */

hs_given hs_given_name(hs_str word)
{
    char folded[MAX_BYTES];
    if (word.len < 2 || word.len >= sizeof folded)
        return HS_GIVEN_NONE;
    for (size_t i = 0; i < word.len; i++)
        folded[i] = hs_ascii_lower(word.ptr[i]);
    folded[word.len] = '\0';
    if (IN(male, folded))
        return HS_GIVEN_MALE;
    if (IN(female, folded))
        return HS_GIVEN_FEMALE;
    if (IN(either, folded))
        return HS_GIVEN_EITHER;
    char *hyphen = strchr(folded, '-'); /* Jean-Pierre, Anna-Lena */
    if (!hyphen)
        return HS_GIVEN_NONE;
    *hyphen = '\0';
    if (IN(male, folded) || strcmp(folded, "jean") == 0)
        return HS_GIVEN_MALE;
    return IN(female, folded) ? HS_GIVEN_FEMALE : IN(either, folded) ? HS_GIVEN_EITHER : HS_GIVEN_NONE;
}

bool hs_given_names_sorted(void)
{
    return SORTED(male) && SORTED(female) && SORTED(either);
}
