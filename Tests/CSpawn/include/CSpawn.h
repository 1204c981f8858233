// SPDX-License-Identifier: Apache-2.0

#ifndef CSPAWN_H
#define CSPAWN_H

#include <spawn.h>

/// Lets the program start in a folder.
int spawn_add_folder(posix_spawn_file_actions_t *actions, const char *folder);

/// Leaves the program no open file but its first three.
int spawn_add_closing(posix_spawn_file_actions_t *actions);

#endif
