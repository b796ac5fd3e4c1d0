/* The SQL that follows from a field table, made once for each type of record and for who may see charts or not. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

/** The statements of a type, each with the name it is prepared under; without charts they leave clinical fields out. */
typedef struct
{
  const char *table; /* interned */
  char *insert_name, *insert;
  char *update_name, *update;
  char *get_name, *get;
  const CtField *patient; /* (nullable): the field that says whose it is */
  CtFieldFlags   hidden;  /* fields with these flags are left out */
} CtRecordSql;

const CtRecordSql *ct_record_sql         (GType type, gboolean charts);
char              *ct_record_sql_columns (GType type, gboolean charts);
guint              ct_record_sql_params  (const CtRecordSql *self, CtRecord *record, CtValue *params);

G_END_DECLS
