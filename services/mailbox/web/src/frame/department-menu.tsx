import { Building2, ChevronsUpDown } from 'lucide-react';
import { Button } from 'react-aria-components';
import { ChoiceMenu } from '../parts/choice-menu.tsx';
import { useSession } from '../session.ts';
import { departmentChoices, elsewhereChoices } from './department-choices.ts';

export const DepartmentMenu = () => {
  const { me, words, department, view, outgoing } = useSession();
  return (
    <ChoiceMenu
      label={words.frame.changeDepartment}
      sections={[
        departmentChoices(me, words, department.id, view, outgoing),
        ...elsewhereChoices(me, words),
      ]}
    >
      <Button
        className="rail__department"
        aria-label={`${words.frame.department}: ${department.name}`}
      >
        <Building2 className="icon" aria-hidden />
        <bdi className="rail__word">{department.name}</bdi>
        <ChevronsUpDown className="icon icon--small" aria-hidden />
      </Button>
    </ChoiceMenu>
  );
};
