#define _GNU_SOURCE

#include "CStackSpace.h"

#include <pthread.h>
#include <stddef.h>

// Swift cannot name these functions on every system.
uintptr_t talisman_stack_lowest_address(void) {
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
