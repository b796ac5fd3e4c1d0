/* What a clinical document says, taken apart but not yet believed: plain structs that never change once they were read.
 *
 * Everything belongs to the #CtCdaDocument and lives as long as it. A text that the document does not give is %NULL, which is
 * not the same as an empty one; a null flavour says why it is missing. */
#pragma once

#include "base/ct-date.h"
#include "base/ct-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CtCdaSection  CtCdaSection;
typedef struct _CtCdaFact     CtCdaFact;
typedef struct _CtCdaDocument CtCdaDocument;

/**
 * CtCdaCode:
 * @code: (nullable): the code as received: "370143000"
 * @system: (nullable): the OID of the code system: "2.16.840.1.113883.6.96"
 * @system_name: (nullable): "SNOMED CT", from the document or from the OID
 * @display: (nullable): the display name as received
 * @original_text: (nullable): the words of the author, resolved from the narrative where it is a reference
 * @null_flavor: (nullable): why there is no code: "UNK", "NI", "OTH", "MSK" …; it may stand beside a @code, which is then not to be trusted
 * @translations: (array length=n_translations): the same in other code systems
 * @n_translations: how many
 */
typedef struct _CtCdaCode CtCdaCode;
struct _CtCdaCode
{
  const char *code;
  const char *system;
  const char *system_name;
  const char *display;
  const char *original_text;
  const char *null_flavor;
  CtCdaCode *translations;
  guint n_translations;
};

/**
 * CtCdaTime:
 * @text: (nullable): exactly as received
 * @date: its day (the first possible one where less is known) or %CT_DATE_NONE where @text is no date; never moved through a time zone
 * @precision: how much of @date is known
 * @minute: minute of the day, 0 to 1439, or -1 where the document gives no time of day
 * @offset_minutes: minutes ahead of UTC
 * @has_offset: whether the document says the offset
 * @null_flavor: (nullable): why it is missing
 */
typedef struct
{
  const char *text;
  CtDate date;
  CtDatePrecision precision;
  int minute;
  int offset_minutes;
  gboolean has_offset;
  const char *null_flavor;
} CtCdaTime;

/**
 * CtCdaPeriod:
 * @at: a point in time
 * @low: the start
 * @high: the end; its null flavour "UNK" means "ended, not known when", no end at all means "may go on"
 * @text: (nullable): all of it in words as received: "20120806", "20120806 – ?"
 * @frequency: (nullable): how often: "every 6 h", "every 12–24 h", "PC", from the further effectiveTime of a medication
 */
typedef struct
{
  CtCdaTime at;
  CtCdaTime low;
  CtCdaTime high;
  const char *text;
  const char *frequency;
} CtCdaPeriod;

/**
 * CtCdaValue:
 * @text: (nullable): the value for a person to read: "145 mm[Hg]", "Never smoker", "< 5 mg/dL"
 * @number: (nullable): the decimal number as received, of a quantity or an integer
 * @unit: (nullable): the unit as received
 * @low: (nullable): lower end of a range, a decimal number as received
 * @high: (nullable): upper end of a range
 * @milli: thousandths of @number
 * @is_number: whether @milli holds: @number is one, has no null flavour and fits
 * @code: (nullable): the value where it is a code
 * @null_flavor: (nullable): why there is none; "MSK" is withheld
 */
typedef struct
{
  const char *text;
  const char *number;
  const char *unit;
  const char *low;
  const char *high;
  gint64 milli;
  gboolean is_number;
  CtCdaCode *code;
  const char *null_flavor;
} CtCdaValue;

/** CtCdaId: an instance identifier: OID or UUID, and what it gives the thing. */
typedef struct
{
  const char *root;
  const char *extension;
} CtCdaId;

/** What kind of fact; the index into CtCdaDocument.facts. */
typedef enum
{
  CT_CDA_PROBLEM,
  CT_CDA_ALLERGY,
  CT_CDA_MEDICATION,
  CT_CDA_RESULT,
  CT_CDA_VITAL_SIGN,
  CT_CDA_PROCEDURE,
  CT_CDA_ENCOUNTER,
  CT_CDA_IMMUNIZATION,
  CT_CDA_ASSESSMENT_SCALE,
  CT_CDA_SMOKING_STATUS,
  CT_CDA_N_KINDS,
} CtCdaKind;

/**
 * CtCdaState:
 * @CT_CDA_PRESENT: the document says that it is so
 * @CT_CDA_NEGATED: the document says that it is not so: "does not have", "was not given"
 * @CT_CDA_NONE_KNOWN: somebody recorded that there is none of this kind: "no known allergies"
 * @CT_CDA_UNKNOWN: the document does not know
 * @CT_CDA_WITHHELD: the document withholds it (MSK)
 *
 * Only the first may ever be shown as something that the patient has or takes.
 */
typedef enum
{
  CT_CDA_PRESENT,
  CT_CDA_NEGATED,
  CT_CDA_NONE_KNOWN,
  CT_CDA_UNKNOWN,
  CT_CDA_WITHHELD,
} CtCdaState;

/** How well a fact is backed: by a code, by words only, or by things that contradict each other. */
typedef enum
{
  CT_CDA_CODED,
  CT_CDA_TEXT_ONLY,
  CT_CDA_CONFLICTING,
} CtCdaConfidence;

/**
 * CtCdaFact:
 * @kind: what kind
 * @state: present, negated, none known, unknown or withheld
 * @confidence: how well it is backed
 * @label: what to show: never %NULL, "" only where the document says nothing at all. It doesn't say the state
 * @code: what it is: the problem, the substance, the drug, the vital sign, the procedure …
 * @type: the kind within the kind: "Drug allergy", "Diagnosis"
 * @value: of results, vital signs, scales and smoking status; elsewhere empty
 * @interpretation: (nullable): "High", "A"
 * @period: when
 * @author_time: when somebody wrote it down
 * @negated: negationInd, of the entry or of what it is in
 * @null_flavor: (nullable): of the entry itself or of its @code
 * @status: (nullable): statusCode as received: "active", "completed", "aborted"
 * @clinical_status: (nullable): "Active", "Resolved" from a status observation, or from the concern around it
 * @mood: (nullable): "EVN" was so, "INT" ordered, "RQO" asked for
 * @dose: (nullable): "40 mg", "2", of a medication
 * @rate: (nullable): "90 ml/h"
 * @route: (nullable): "Intravenous"
 * @form: (nullable): "Tablet", "Solution"
 * @vehicle: (nullable): what a medication is dissolved in or carried by
 * @dispensed: the product that was handed out for a medication, where a supply names it
 * @instructions: (nullable): free text sig or comment
 * @severity: (nullable): of an allergy or problem
 * @reactions: (nullable): of an allergy, joined with commas
 * @narrative: (nullable): the passage of the narrative that the entry points to
 * @is_vaccine: a medication whose product is a vaccine: not to be listed among the drugs
 * @older_template: read from C32 or CCD 1.0, not C-CDA; ct_cda_document_count() leaves it out
 * @weight_g: of a vital sign that is a body weight in a known unit; 0 otherwise. A referral's weight never feeds a dose unconfirmed
 * @id: the entry's own identifier
 * @section: the section it is in
 * @line: line in the document, from 1
 * @parts: (nullable) (element-type CtCdaFact): answers of a scale
 */
struct _CtCdaFact
{
  CtCdaKind kind;
  CtCdaState state;
  CtCdaConfidence confidence;
  const char *label;
  CtCdaCode code;
  CtCdaCode type;
  CtCdaValue value;
  const char *interpretation;
  CtCdaPeriod period;
  CtCdaTime author_time;
  gboolean negated;
  const char *null_flavor;
  const char *status;
  const char *clinical_status;
  const char *mood;
  const char *dose;
  const char *rate;
  const char *route;
  const char *form;
  CtCdaCode vehicle;
  CtCdaCode dispensed;
  const char *instructions;
  const char *severity;
  const char *reactions;
  const char *narrative;
  gboolean is_vaccine;
  gboolean older_template;
  gint64 weight_g;
  CtCdaId id;
  const CtCdaSection *section;
  guint line;
  GPtrArray *parts;
};

/** How a piece of narrative is to be shown. */
typedef enum
{
  CT_CDA_BLOCK_HEADING,   /* a caption, of a table, a list or a paragraph */
  CT_CDA_BLOCK_PARAGRAPH, /* text, with line breaks */
  CT_CDA_BLOCK_ITEM,      /* an item of a list */
  CT_CDA_BLOCK_ROW,       /* a row of a table */
  CT_CDA_BLOCK_MEDIA,     /* an image or another thing that is not text; the text says what */
} CtCdaBlockKind;

/**
 * CtCdaBlock:
 * @kind: how to show it
 * @depth: how deep in lists, from 0
 * @number: of an item of a numbered list, from 1; 0 for a bullet
 * @is_header: a row of column headings
 * @table: which table of the section a row belongs to, from 1; rows of one table may differ in length
 * @text: plain text, never markup, lines separated by \n; of a row: its cells separated by tabs
 * @cells: (array length=n_cells): the cells of a row, plain text; a cell that spans several columns is followed by empty ones, and one that spans rows leaves empty ones below
 * @n_cells: how many
 */
typedef struct
{
  CtCdaBlockKind kind;
  guint depth;
  guint number;
  gboolean is_header;
  guint table;
  const char *text;
  const char *const *cells;
  guint n_cells;
} CtCdaBlock;

/**
 * CtCdaSection:
 * @loinc: the section's code as received, "" where it has none
 * @title: what to show over it: its title, or its code's name, or "Other section"; never %NULL
 * @null_flavor: (nullable): "NI" where the author says there is nothing to tell
 * @parent: (nullable): the section it is inside
 * @depth: 0 for a section of the body, 1 for one inside that …
 * @blocks: (element-type CtCdaBlock): the narrative, in order, all of it
 * @n_entries: machine-readable entries
 * @n_entries_unread: those in which nothing was found that this reader knows
 * @line: line in the document, from 1
 */
struct _CtCdaSection
{
  const char *loinc;
  const char *title;
  const char *null_flavor;
  const CtCdaSection *parent;
  guint depth;
  GPtrArray *blocks;
  guint n_entries;
  guint n_entries_unread;
  guint line;
};

/**
 * CtCdaAttachment:
 * @media_type: as received: "application/pdf"
 * @bytes: (nullable): the decoded contents
 * @reference: (nullable): where the document says that it is; never fetched
 * @section: (nullable): where it was found
 * @line: line in the document
 */
typedef struct
{
  const char *media_type;
  GBytes *bytes;
  const char *reference;
  const CtCdaSection *section;
  guint line;
} CtCdaAttachment;

/** CtCdaTelecom: @value as received without its scheme, @scheme "tel", "mailto" … or "", @use "HP", "WP", "MC" or %NULL. */
typedef struct
{
  const char *scheme;
  const char *value;
  const char *use;
} CtCdaTelecom;

/**
 * CtCdaPatient:
 * @family_name: "" where there is none
 * @given_names: all given names, joined by spaces; "" where there are none
 * @prefix: (nullable): "Dr."
 * @suffix: (nullable): "Jr."
 * @name_text: (nullable): the whole name where it came as unstructured text only
 * @other_names: (element-type utf8): further names (birth name, alias), each as one text
 * @born: date of birth; its text is as received
 * @sex_code: (nullable): as received
 * @sex_null_flavor: (nullable): why there is no code
 * @sex: "female", "male", "other" or "unknown"
 * @mrns: (element-type CtCdaId): record numbers: every identifier that has an extension
 * @telecoms: (element-type CtCdaTelecom): phones and e-mail addresses
 * @phone: (nullable): the first phone number
 * @email: (nullable): the first e-mail address
 * @street: (nullable): street lines joined by ", "
 * @city: (nullable): city
 * @state: (nullable): state
 * @postal_code: (nullable): postal code
 * @country: (nullable): country
 * @language: (nullable): preferred language code
 * @race: (nullable): race as text
 * @ethnicity: (nullable): ethnic group as text
 * @marital_status: (nullable): as text
 * @deceased: whether the document says that the patient has died
 * @died: when, if said
 */
typedef struct
{
  const char *family_name;
  const char *given_names;
  const char *prefix;
  const char *suffix;
  const char *name_text;
  GPtrArray *other_names;
  CtCdaTime born;
  const char *sex_code;
  const char *sex_null_flavor;
  const char *sex;
  GPtrArray *mrns;
  GPtrArray *telecoms;
  const char *phone;
  const char *email;
  const char *street;
  const char *city;
  const char *state;
  const char *postal_code;
  const char *country;
  const char *language;
  const char *race;
  const char *ethnicity;
  const char *marital_status;
  gboolean deceased;
  CtCdaTime died;
} CtCdaPatient;

/**
 * CtCdaDocument:
 * @id: the document's own identifier
 * @set_id: the set of versions that it belongs to
 * @version: version number as received, or %NULL
 * @replaces: the document that it replaces, empty if none
 * @title: "" where there is none
 * @kind: what kind of document, for people: "Continuity of Care Document", "Referral Note", "Clinical document"
 * @kind_code: its LOINC code, "" where there is none
 * @written: when the document was made
 * @author_name: (nullable): the first author: a person or a device
 * @author_organization: (nullable): whom the author writes for
 * @custodian: (nullable): the organisation that keeps the original
 * @confidentiality: (nullable): "N", "R", "V"
 * @language: (nullable): "en-US"
 * @patient: (nullable): who it is about; %NULL where the document does not say. See ct_cda_document_check_patient()
 * @sections: (element-type CtCdaSection): all sections, in document order, nested ones after the one they are in
 * @facts: (element-type CtCdaFact): for each #CtCdaKind, in document order
 * @attachments: (element-type CtCdaAttachment): the body of an unstructured document, and embedded media
 * @n_entries: machine-readable entries in all sections
 * @n_entries_unread: those that this reader could not make a fact of: to be shown, so that people look at the narrative
 * @n_dangling: references into the narrative that point nowhere
 * @notes: (element-type utf8): sentences on what was odd about the document
 */
struct _CtCdaDocument
{
  CtCdaId id;
  CtCdaId set_id;
  const char *version;
  CtCdaId replaces;
  const char *title;
  const char *kind;
  const char *kind_code;
  CtCdaTime written;
  const char *author_name;
  const char *author_organization;
  const char *custodian;
  const char *confidentiality;
  const char *language;
  CtCdaPatient *patient;
  GPtrArray *sections;
  GPtrArray *facts[CT_CDA_N_KINDS];
  GPtrArray *attachments;
  guint n_entries;
  guint n_entries_unread;
  guint n_dangling;
  GPtrArray *notes;
};

/**
 * CtCdaLimits:
 * @max_bytes: largest file, 0 for 50 MB
 * @max_facts: most facts, 0 for 100,000
 * @windows_1252: the user asked to read the bytes as Windows-1252, whatever they say
 * @any_namespace: the user asked to read a document that does not use HL7's namespace
 *
 * What a reading may take, and what the user has explicitly asked for after a refusal.
 */
typedef struct
{
  gsize max_bytes;
  guint max_facts;
  gboolean windows_1252;
  gboolean any_namespace;
} CtCdaLimits;

CtCdaDocument *ct_cda_read          (GBytes            *bytes,
                                     const CtCdaLimits *limits,
                                     GCancellable      *cancellable,
                                     GError           **error);

CtCdaDocument *ct_cda_document_ref           (CtCdaDocument *self);
void           ct_cda_document_unref         (CtCdaDocument *self);
gboolean       ct_cda_document_check_patient (const CtCdaDocument *self, GError **error);
guint          ct_cda_document_count         (const CtCdaDocument *self, CtCdaKind kind);
guint          ct_cda_document_count_negated (const CtCdaDocument *self, CtCdaKind kind);

char       *ct_cda_fact_describe      (const CtCdaFact *self);
gboolean    ct_cda_fact_is_positive   (const CtCdaFact *self);
char       *ct_cda_time_to_iso        (const CtCdaTime *self);
char       *ct_cda_section_to_text    (const CtCdaSection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtCdaDocument, ct_cda_document_unref)

G_END_DECLS
