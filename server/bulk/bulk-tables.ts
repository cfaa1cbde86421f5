/** Jobs and files of exports, schema `export`. */
export const bulkTables = new URL('./tables/', import.meta.url);
