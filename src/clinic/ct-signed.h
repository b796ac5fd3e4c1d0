/* Documents that are signed: what is asked for, and what is there afterwards. */
#pragma once

#include "domain/ct-document.h"
#include "domain/ct-signature.h"
#include "paper/ct-pages.h"

G_BEGIN_DECLS

/** A document that is kept: one that went out, or one that came in; the other is 0. */
typedef struct
{
  gint64 issued_id;
  gint64 document_id;
} CtDocumentId;

/**
 * CtPaperWish:
 * @patient_id: whom the pages are about
 * @kind: "summary"
 * @pages: the pages, with a place for a signature
 * @site_id: whose time stands beside the signature; 0: the first site's
 * @replaces_id: the signed document that this is a new version of, or 0
 *
 * Pages that are to be signed and kept.
 */
typedef struct
{
  gint64      patient_id;
  const char *kind;
  CtPages    *pages;
  gint64      site_id;
  gint64      replaces_id;
} CtPaperWish;

/**
 * CtSigned:
 * @pages: as they are now, with the signature on them
 * @issued: what is kept, with its bytes
 * @signature: who signed it
 *
 * Pages that were signed when they were made.
 */
typedef struct
{
  CtPages     *pages;
  CtIssued    *issued;
  CtSignature *signature;
} CtSigned;

/**
 * CtSealed:
 * @id: a document that somebody has signed
 * @patient_id: whose chart it is in
 * @title: what it is
 * @sha256: of its bytes as they are now
 * @signatures: (element-type CtSignature): those on it, oldest first
 * @seal: whether those bytes are what was signed
 */
typedef struct
{
  CtDocumentId id;
  gint64       patient_id;
  char        *title;
  char        *sha256;
  GPtrArray   *signatures;
  CtSeal       seal;
} CtSealed;

void ct_signed_free (CtSigned *self);
void ct_sealed_free (CtSealed *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtSigned, ct_signed_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtSealed, ct_sealed_free)

G_END_DECLS
