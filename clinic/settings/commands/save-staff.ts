import { changes, command } from '#capability/command.ts';
import { saveStaff } from './save-staff.contract.ts';
import { practitionerOf, roleOf } from './staff-resources.ts';

export const saveStaffCommand = command(saveStaff, async (context, input) => {
  if (!input.active && context.who.reference === `Practitioner/${input.practitioner}`)
    return context.refuse('last-of-clinic', 'active');
  const id = input.practitioner ?? context.newId();
  const before = input.practitioner ? await context.readIfAny('Practitioner', id) : undefined;
  const [role] = before
    ? await context.find('PractitionerRole', { practitioner: `Practitioner/${id}`, _count: '1' })
    : [];
  return changes(
    { practitioner: id },
    practitionerOf(input, { id, before }),
    roleOf(input, { id: role?.id ?? context.newId(), practitioner: id, before: role }),
  );
});
