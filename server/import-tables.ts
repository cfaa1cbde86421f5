/** The importer's progress, schema `import`. */
export const importTables = new URL('./import/tables/', import.meta.url);
