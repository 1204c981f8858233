// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE

#include "CStackSpace.h"

#include <pthread.h>
#include <stddef.h>

// Swift cannot name these functions on every system.
static uintptr_t lowest_address(void) {
#if defined(__APPLE__)
    pthread_t thread = pthread_self();
    return (uintptr_t)pthread_get_stackaddr_np(thread) - pthread_get_stacksize_np(thread);
#elif defined(__linux__)
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) {
        return 0;
    }
    void *address = NULL;
    size_t size = 0;
    int failure = pthread_attr_getstack(&attributes, &address, &size);
    pthread_attr_destroy(&attributes);
    return failure ? 0 : (uintptr_t)address;
#else
    return 0;
#endif
}

// A thread keeps its stack, and glibc reads a file to tell where that of the main
// thread is: so each thread asks once.
uintptr_t talisman_stack_lowest_address(void) {
    static _Thread_local uintptr_t address;
    static _Thread_local int is_known;
    if (!is_known) {
        address = lowest_address();
        is_known = 1;
    }
    return address;
}
