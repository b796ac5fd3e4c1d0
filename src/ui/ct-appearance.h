/* Light or dark, and how large text is, on this computer. */
#pragma once

void ct_appearance_follow_settings (void);
