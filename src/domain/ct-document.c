#include "domain/ct-document.h"

#include <glib/gi18n.h>

static const CtField document_fields[] = {
  CT_FIELD_REF (CtDocument, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_TEXT (CtDocument, kind, N_("Kind"), CT_REQUIRED, 40),
  CT_FIELD_TEXT (CtDocument, title, N_("Title"), CT_REQUIRED, 200),
  CT_FIELD_TEXT (CtDocument, media_type, N_("Format"), CT_REQUIRED, 80),
  CT_FIELD_TEXT (CtDocument, file_name, N_("File"), CT_FIELD_DEFAULT, 255),
  CT_FIELD_TEXT (CtDocument, source_id, N_("Document id"), CT_FIELD_DEFAULT, 200),
  CT_FIELD_TEXT (CtDocument, set_id, N_("Set id"), CT_FIELD_DEFAULT, 200),
  CT_FIELD_INT (CtDocument, version, N_("Version"), CT_FIELD_DEFAULT, 999999),
  CT_FIELD_TEXT (CtDocument, written_on, N_("Written"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtDocument, author, N_("Author"), CT_FIELD_DEFAULT, 200),
  CT_FIELD_TIME (CtDocument, received_us, N_("Received"), CT_FIELD_DEFAULT),
  CT_FIELD_REF (CtDocument, received_by, N_("Received by"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtDocument, sha256, N_("SHA-256"), CT_PLAIN, 64),
  CT_FIELD_BYTES (CtDocument, content, N_("Content"), CT_PLAIN),
};
CT_DEFINE_RECORD (CtDocument, ct_document, "document", document_fields)

static const CtField section_fields[] = {
  CT_FIELD_REF (CtSection, document_id, N_("Document"), CT_REQUIRED),
  CT_FIELD_REF (CtSection, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_INT (CtSection, position, N_("Order"), CT_FIELD_DEFAULT, 99999),
  CT_FIELD_INT (CtSection, depth, N_("Depth"), CT_FIELD_DEFAULT, 99),
  CT_FIELD_TEXT (CtSection, code, N_("Code"), CT_FIELD_DEFAULT, 40),
  CT_FIELD_TEXT (CtSection, title, N_("Title"), CT_FIELD_DEFAULT, 400),
  CT_FIELD_TEXT (CtSection, body, N_("Text"), CT_LONG, 0),
};
CT_DEFINE_RECORD (CtSection, ct_section, "document_section", section_fields)

static const CtField issued_fields[] = {
  CT_FIELD_REF (CtIssued, patient_id, N_("Patient"), CT_REQUIRED),
  CT_FIELD_TEXT (CtIssued, kind, N_("Kind"), CT_REQUIRED, 40),
  CT_FIELD_TEXT (CtIssued, title, N_("Title"), CT_REQUIRED, 200),
  CT_FIELD_TEXT (CtIssued, media_type, N_("Format"), CT_REQUIRED, 80),
  CT_FIELD_INT (CtIssued, pages, N_("Pages"), CT_FIELD_DEFAULT, 9999),
  CT_FIELD_TIME (CtIssued, issued_us, N_("Issued"), CT_FIELD_DEFAULT),
  CT_FIELD_REF (CtIssued, issued_by, N_("Issued by"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtIssued, sha256, N_("SHA-256"), CT_PLAIN, 64),
  CT_FIELD_BYTES (CtIssued, content, N_("Content"), CT_PLAIN),
  CT_FIELD_REF (CtIssued, replaces_id, N_("Replaces"), CT_FIELD_DEFAULT),
};
CT_DEFINE_RECORD (CtIssued, ct_issued, "issued", issued_fields)
