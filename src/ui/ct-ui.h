/* What the interface needs before its first widget. */
#pragma once

void ct_ui_init (void);
