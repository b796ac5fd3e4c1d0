#include "base/ct-data.h"

/**
 * ct_data_find_from:
 * @program: (nullable): path of the running program
 * @name: a file or folder of the data, such as "knowledge"
 *
 * Looks in the folder that CHAIRTIME_DATA names, then in `../data` beside the program (where a build leaves it), then
 * where it was installed.
 *
 * Returns: (transfer full): the path; only the middle one is known to exist
 */
char *
ct_data_find_from (const char *program, const char *name)
{
  const char *wanted = g_getenv ("CHAIRTIME_DATA");
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *built = folder != NULL ? g_build_filename (folder, "..", "data", name, NULL) : NULL;

  g_return_val_if_fail (name != NULL, NULL);
  if (wanted != NULL && wanted[0] != '\0')
    return g_build_filename (wanted, name, NULL);
  if (built != NULL && g_file_test (built, G_FILE_TEST_EXISTS))
    return g_canonicalize_filename (built, NULL);
  return g_build_filename (CT_PKGDATADIR, name, NULL);
}

/**
 * ct_data_find:
 * @name: a file or folder of the data
 *
 * Returns: (transfer full): its path for the running program; see ct_data_find_from()
 */
char *
ct_data_find (const char *name)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return ct_data_find_from (program, name);
}
