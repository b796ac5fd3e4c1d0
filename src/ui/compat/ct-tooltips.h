/* Tooltips of what is closed before they show. */
#pragma once

void ct_tooltips_mend (void);
