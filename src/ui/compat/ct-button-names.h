/* What assistive technology calls a button. */
#pragma once

void ct_button_names_mend (void);
