/* Everything the clinic knows from its knowledge files, read once and then only looked at. */
#pragma once

#include "domain/ct-indication.h"
#include "domain/ct-instrument.h"
#include "domain/ct-protocol.h"
#include "domain/ct-visit-type.h"

G_BEGIN_DECLS

typedef struct _CtKnowledge CtKnowledge;

CtKnowledge  *ct_knowledge_load             (const char *const *folders, GError **error);
CtKnowledge  *ct_knowledge_ref              (CtKnowledge *self);
void          ct_knowledge_unref            (CtKnowledge *self);
CtProtocol   *ct_knowledge_get_protocol     (CtKnowledge *self, const char *id);
CtInstrument *ct_knowledge_get_instrument   (CtKnowledge *self, const char *id);
CtIndication *ct_knowledge_get_indication   (CtKnowledge *self, const char *id);
CtVisitType  *ct_knowledge_get_visit_type   (CtKnowledge *self, const char *id);
GPtrArray    *ct_knowledge_get_segments     (CtKnowledge *self, const char *protocol, const char *kind);
GPtrArray    *ct_knowledge_list_protocols   (CtKnowledge *self);
GPtrArray    *ct_knowledge_list_instruments (CtKnowledge *self);
GPtrArray    *ct_knowledge_list_indications (CtKnowledge *self);
GPtrArray    *ct_knowledge_get_problems     (CtKnowledge *self);
char         *ct_knowledge_find_folder      (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtKnowledge, ct_knowledge_unref)

G_END_DECLS
