// SPDX-License-Identifier: Apache-2.0

import TalismanCommand

await TalismanCommand().main()
