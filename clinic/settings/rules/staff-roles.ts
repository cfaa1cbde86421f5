/** [S8] What a staff member can be here; the gate's roles, spelled where contracts and screens may read them. */
export const STAFF_ROLES = ['front-desk', 'ma', 'lead-ma', 'nurse', 'provider', 'biller', 'manager'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
