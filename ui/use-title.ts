import { useEffect } from 'react';

let patient = '';
let page = '';
const write = () => {
  document.title = [patient, page, 'Medley'].filter(Boolean).join(' · ');
};

/** Sets the tab's title while the component is shown; '' leaves it as it is. */
export function useTitle(title: string): void {
  useEffect(() => {
    if (!title) return;
    page = title;
    write();
    return () => {
      if (page !== title) return;
      page = '';
      write();
    };
  }, [title]);
}

/** The patient who is open comes first in the tab's title, whatever the page below calls itself. */
export function usePatientTitle(name: string): void {
  useEffect(() => {
    patient = name;
    write();
    return () => {
      patient = '';
      write();
    };
  }, [name]);
}
