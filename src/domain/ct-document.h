/* Documents: what came in, kept as it came, and what went out, kept as issued. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

CT_DECLARE_RECORD (CtDocument, ct_document, CT_DOCUMENT)
#define CT_TYPE_DOCUMENT (ct_document_get_type ())

/**
 * CtDocument:
 *
 * A document that came in, with its bytes unchanged.
 */
struct _CtDocument
{
  CtRecord  parent_instance;
  gint64   patient_id;
  char    *kind;
  char    *title;
  char    *media_type;
  char    *file_name;
  char    *source_id;
  char    *set_id;
  int      version;
  char    *written_on;
  char    *author;
  gint64   received_us;
  gint64   received_by;
  char    *sha256;
  GBytes  *content;
};

CT_DECLARE_RECORD (CtSection, ct_section, CT_SECTION)
#define CT_TYPE_SECTION (ct_section_get_type ())

/**
 * CtSection:
 *
 * One section of a document, readable.
 */
struct _CtSection
{
  CtRecord  parent_instance;
  gint64   document_id;
  gint64   patient_id;
  int      position;
  int      depth;
  char    *code;
  char    *title;
  char    *body;
};

CT_DECLARE_RECORD (CtIssued, ct_issued, CT_ISSUED)
#define CT_TYPE_ISSUED (ct_issued_get_type ())

/**
 * CtIssued:
 *
 * A document that went out, kept as issued.
 */
struct _CtIssued
{
  CtRecord  parent_instance;
  gint64   patient_id;
  char    *kind;
  char    *title;
  char    *media_type;
  int      pages;
  gint64   issued_us;
  gint64   issued_by;
  char    *sha256;
  GBytes  *content;
  gint64   replaces_id; /* the signed document that this is a new version of, or 0 */
};

G_END_DECLS
