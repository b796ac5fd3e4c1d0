/* A record is a struct and a field table; properties, rows, forms and the audit follow from the table. */
#pragma once

#include <glib-object.h>

#include "base/ct-date.h"
#include "base/ct-time.h"
#include "base/ct-value.h"

G_BEGIN_DECLS

/**
 * CtFieldKind:
 * @CT_FIELD_KIND_TEXT: `char *`, limit in characters; blank is stored as nothing
 * @CT_FIELD_KIND_INT: `int`, limit is the largest value; 0 or more
 * @CT_FIELD_KIND_BOOL: `gboolean`
 * @CT_FIELD_KIND_DATE: #CtDate, %CT_DATE_NONE for none
 * @CT_FIELD_KIND_MINUTE: `int`, a time of day in minutes; limit is the largest: 1440 where the day's end may be meant
 * @CT_FIELD_KIND_TIME: `gint64` UTC microseconds, %CT_TIME_NONE for none
 * @CT_FIELD_KIND_MASS: `gint64` grams, 0 for unknown
 * @CT_FIELD_KIND_LENGTH: `int` millimetres, 0 for unknown
 * @CT_FIELD_KIND_DOSE: `gint64` micrograms (or micrograms per kg), 0 for none
 * @CT_FIELD_KIND_REF: `gint64` id of another record, 0 for none
 * @CT_FIELD_KIND_BYTES: `GBytes *`
 */
typedef enum
{
  CT_FIELD_KIND_TEXT,
  CT_FIELD_KIND_INT,
  CT_FIELD_KIND_BOOL,
  CT_FIELD_KIND_DATE,
  CT_FIELD_KIND_MINUTE,
  CT_FIELD_KIND_TIME,
  CT_FIELD_KIND_MASS,
  CT_FIELD_KIND_LENGTH,
  CT_FIELD_KIND_DOSE,
  CT_FIELD_KIND_REF,
  CT_FIELD_KIND_BYTES,
} CtFieldKind;

typedef enum
{
  CT_FIELD_DEFAULT = 0,
  CT_REQUIRED = 1 << 0,  /* may not be empty */
  CT_SEARCHED = 1 << 1,  /* part of the search key */
  CT_LONG = 1 << 2,      /* a text of several lines */
  CT_PLAIN = 1 << 3,     /* not for people: left out of forms and of the audit's words */
  CT_CLINICAL = 1 << 4,  /* for those who may see charts: nobody else reads or writes it */
  CT_ADDED = 1 << 5,     /* a text of one line that several people may each add to: of two versions both may stand */
} CtFieldFlags;

typedef struct
{
  const char  *name;   /* as in C and in SQL: "family_name" */
  CtFieldKind  kind;
  const char  *label;  /* marked with N_() */
  CtFieldFlags flags;
  gint64       limit;
  gsize        offset;
} CtField;

/* The size check makes a field of the wrong C type a compile error. */
#define CT_FIELD_AT_(Type, field, size) \
  (G_STRUCT_OFFSET (Type, field) + 0 * sizeof (char[sizeof (((Type *) 0)->field) == (size) ? 1 : -1]))
#define CT_FIELD_(Type, field, kind, size, label, flags, limit) \
  { #field, kind, label, flags, limit, CT_FIELD_AT_ (Type, field, size) }
#define CT_FIELD_TEXT(T, f, label, flags, limit) CT_FIELD_ (T, f, CT_FIELD_KIND_TEXT, 8, label, flags, limit)
#define CT_FIELD_INT(T, f, label, flags, limit)  CT_FIELD_ (T, f, CT_FIELD_KIND_INT, 4, label, flags, limit)
#define CT_FIELD_BOOL(T, f, label, flags)        CT_FIELD_ (T, f, CT_FIELD_KIND_BOOL, 4, label, flags, 1)
#define CT_FIELD_DATE(T, f, label, flags)        CT_FIELD_ (T, f, CT_FIELD_KIND_DATE, 4, label, flags, 0)
#define CT_FIELD_MINUTE(T, f, label, flags)      CT_FIELD_ (T, f, CT_FIELD_KIND_MINUTE, 4, label, flags, 1439)
#define CT_FIELD_RANGE_END(T, f, label, flags)   CT_FIELD_ (T, f, CT_FIELD_KIND_MINUTE, 4, label, flags, 1440)
#define CT_FIELD_TIME(T, f, label, flags)        CT_FIELD_ (T, f, CT_FIELD_KIND_TIME, 8, label, flags, 0)
#define CT_FIELD_MASS(T, f, label, flags)        CT_FIELD_ (T, f, CT_FIELD_KIND_MASS, 8, label, flags, 500000)
#define CT_FIELD_LENGTH(T, f, label, flags)      CT_FIELD_ (T, f, CT_FIELD_KIND_LENGTH, 4, label, flags, 2800)
#define CT_FIELD_DOSE(T, f, label, flags)        CT_FIELD_ (T, f, CT_FIELD_KIND_DOSE, 8, label, flags, 10000000)
#define CT_FIELD_REF(T, f, label, flags)         CT_FIELD_ (T, f, CT_FIELD_KIND_REF, 8, label, flags, 0)
#define CT_FIELD_BYTES(T, f, label, flags)       CT_FIELD_ (T, f, CT_FIELD_KIND_BYTES, 8, label, flags, 0)

typedef struct _CtRecord CtRecord;
typedef struct _CtRecordClass CtRecordClass;

#define CT_TYPE_RECORD (ct_record_get_type ())
#define CT_RECORD(obj) (G_TYPE_CHECK_INSTANCE_CAST ((obj), CT_TYPE_RECORD, CtRecord))
#define CT_IS_RECORD(obj) (G_TYPE_CHECK_INSTANCE_TYPE ((obj), CT_TYPE_RECORD))
#define CT_RECORD_CLASS(klass) (G_TYPE_CHECK_CLASS_CAST ((klass), CT_TYPE_RECORD, CtRecordClass))
#define CT_RECORD_GET_CLASS(obj) (G_TYPE_INSTANCE_GET_CLASS ((obj), CT_TYPE_RECORD, CtRecordClass))

/**
 * CtRecord:
 * @id: 0 until it is stored
 * @revision: counts the changes; every update names the one it was made from
 *
 * Made by a worker, handed over, and from then on changed on the main thread only.
 */
struct _CtRecord
{
  GObject parent_instance;
  gint64  id;
  gint64  revision;
};

struct _CtRecordClass
{
  GObjectClass   parent_class;
  const char    *table;
  const CtField *fields;
  guint          n_fields;
};

GType ct_record_get_type (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtRecord, g_object_unref)

/** A slip in one field, with the sentence to show beside it. */
typedef struct
{
  const CtField *field;
  char          *message;
} CtFieldProblem;

/** One field before and after, in words, for the audit. */
typedef struct
{
  const CtField *field;
  char          *before; /* (nullable) */
  char          *after;  /* (nullable) */
} CtFieldChange;

void           ct_record_class_setup  (CtRecordClass *klass, const char *table, const CtField *fields, guint n_fields);
const CtField *ct_record_fields       (CtRecord *self, guint *n_fields);
const CtField *ct_record_class_find   (CtRecordClass *klass, const char *name);
const CtField *ct_record_find_field   (CtRecord *self, const char *name);
const char    *ct_record_table        (CtRecord *self);
CtValue        ct_record_get_value    (CtRecord *self, const CtField *field);
void           ct_record_set_value    (CtRecord *self, const CtField *field, const CtValue *value);
gpointer       ct_record_copy         (gpointer self);
void           ct_record_assign       (CtRecord *self, CtRecord *from);
gboolean       ct_record_equal        (CtRecord *a, CtRecord *b);
GPtrArray     *ct_record_diff         (CtRecord *before, CtRecord *after);
GPtrArray     *ct_record_validate     (CtRecord *self);
gboolean       ct_record_check        (CtRecord *self, GError **error);
gboolean       ct_record_check_but    (CtRecord *self, CtFieldFlags but, GError **error);
void           ct_record_take_fields  (CtRecord *self, CtRecord *from, CtFieldFlags flags);
const CtField *ct_record_first_filled (CtRecord *self, CtFieldFlags flags);
char          *ct_record_field_text   (CtRecord *self, const CtField *field);
gboolean       ct_record_parse_field  (CtRecord *self, const CtField *field, const char *text, GError **error);

/**
 * CT_DECLARE_RECORD:
 *
 * Declares a record type whose struct is written out beside it.
 */
#define CT_DECLARE_RECORD(TypeName, type_name, TYPE_NAME) \
  GType type_name##_get_type (void); \
  typedef struct _##TypeName TypeName; \
  typedef struct { CtRecordClass parent_class; } TypeName##Class; \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (TypeName, g_object_unref) \
  static inline TypeName *TYPE_NAME (gpointer obj) { return G_TYPE_CHECK_INSTANCE_CAST (obj, type_name##_get_type (), TypeName); } \
  static inline gboolean TYPE_NAME##_IS (gpointer obj) { return G_TYPE_CHECK_INSTANCE_TYPE (obj, type_name##_get_type ()); } \
  static inline TypeName *type_name##_new (void) { return (TypeName *) g_object_new (type_name##_get_type (), NULL); }

/**
 * CT_DEFINE_RECORD:
 *
 * Defines the type of a record from its field table.
 */
#define CT_DEFINE_RECORD(TypeName, type_name, table, fields) \
  G_DEFINE_TYPE (TypeName, type_name, CT_TYPE_RECORD) \
  static void type_name##_class_init (TypeName##Class *klass) \
  { ct_record_class_setup (CT_RECORD_CLASS (klass), table, fields, G_N_ELEMENTS (fields)); } \
  static void type_name##_init (TypeName *self) { }

G_END_DECLS
