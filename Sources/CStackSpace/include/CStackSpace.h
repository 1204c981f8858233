// SPDX-License-Identifier: Apache-2.0

#ifndef TALISMAN_STACK_SPACE_H
#define TALISMAN_STACK_SPACE_H

#include <stdint.h>

/// The lowest address of the stack of the calling thread, to which it grows; 0
/// where the system does not say.
uintptr_t talisman_stack_lowest_address(void);

#endif
