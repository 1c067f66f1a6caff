/* compare_team.h -- pairs compared on several threads.
 * Path: pairs -> runs of them, each to whichever thread is free -> what hs_compare_many says of each pair, whoever's turn it was.
 * The functions that others call are declared in hearsay.h.
 * Threads: a team is one thread's; its own threads live no longer than a call. */
#ifndef HS_COMPARE_TEAM_H
#define HS_COMPARE_TEAM_H

#include "relate.h"

/** The judge that a team is. @param ctx  an hs_compare_team */
hs_judge hs_judge_by_team;

#endif
