/* Signatures on documents: who, when, what was meant by it, and the SHA-256 of the very bytes that were signed. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

#define CT_SIGNED_AUTHOR     "author"
#define CT_SIGNED_REVIEWED   "reviewed"
#define CT_SIGNED_APPROVED   "approved"
#define CT_SIGNED_CO_SIGNED  "co-signed"
#define CT_SIGNED_WITNESSED  "witnessed"

CT_DECLARE_RECORD (CtSignature, ct_signature, CT_SIGNATURE)
#define CT_TYPE_SIGNATURE (ct_signature_get_type ())

/**
 * CtSignature:
 *
 * Never changed and never deleted; the database refuses both, and any change of what was signed.
 *
 * What is hashed are the bytes of the document as they are stored: with the lines of the signature on them where it was
 * signed when it was made, as it was where it was signed later. The reference is short enough for paper: the first digits
 * of the SHA-256 of what the one who signed had before them, which is the document without those lines.
 */
struct _CtSignature
{
  CtRecord  parent_instance;
  gint64   patient_id;
  gint64   issued_id;   /* what was signed: a document that went out, */
  gint64   document_id; /* or one that came in; the other is 0 */
  gint64   user_id;
  char    *user_name;   /* as it was printed then, and */
  char    *role;        /* as it was then */
  gint64   signed_us;
  char    *meaning;
  char    *sha256;
  char    *reference;
};

/**
 * CtMeaning:
 * @id: as stored
 * @label: marked with N_()
 * @sentence: what one says by it, marked with N_()
 * @after_others: only for what somebody else has signed already
 *
 * What a signature can mean; the list is closed.
 */
typedef struct
{
  const char *id;
  const char *label;
  const char *sentence;
  gboolean    after_others;
} CtMeaning;

/** Whether bytes are what was signed. */
typedef enum
{
  CT_SEAL_NONE,      /* nobody has signed them */
  CT_SEAL_UNCHANGED,
  CT_SEAL_ALTERED,
} CtSeal;

const CtMeaning *ct_meanings              (guint *n);
const CtMeaning *ct_meaning_find          (const char *id);
const char      *ct_meaning_label         (const char *id);

char            *ct_signature_reference   (const char *sha256);
gboolean         ct_signature_check       (CtSignature *self, GPtrArray *earlier, GError **error);
gboolean         ct_signature_is_on       (const CtSignature *self, gint64 issued_id, gint64 document_id);
GPtrArray       *ct_signatures_on         (GPtrArray *signatures, gint64 issued_id, gint64 document_id);
CtSeal           ct_signatures_judge      (GPtrArray *signatures, const char *sha256);
const char      *ct_seal_words            (CtSeal seal);
char            *ct_signature_who         (const CtSignature *self);
char            *ct_signature_when        (const CtSignature *self, GTimeZone *zone);
char            *ct_signature_words       (const CtSignature *self, GTimeZone *zone);

G_END_DECLS
