/* Every protocol that is known, those that suit the indication first, with its facts. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_PROTOCOL_LIST (ct_protocol_list_get_type ())
G_DECLARE_FINAL_TYPE (CtProtocolList, ct_protocol_list, CT, PROTOCOL_LIST, AdwBin)

/** CtProtocolList: signal CtProtocolList::chosen (): another protocol is chosen. */
void        ct_protocol_list_set_indication (CtProtocolList *self, CtKnowledge *knowledge, CtIndication *indication);
CtProtocol *ct_protocol_list_get_chosen     (CtProtocolList *self);
void        ct_protocol_list_choose         (CtProtocolList *self, const char *protocol_id);
guint       ct_protocol_list_get_n          (CtProtocolList *self);

char       *ct_protocol_facts   (const CtProtocol *protocol, const CtIndication *indication);
char       *ct_protocol_sources (const CtProtocol *protocol);

G_END_DECLS
