/** The four steps of an application for a street event, question by question. Keeps no answers. */

import { countries } from './countries.ts';
import { type Field, isDay, matching, oneOf, required } from './field.ts';

export interface Step {
  readonly title: string;
  readonly intro: string;
  readonly fields: readonly Field[];
}

const eventTypes = ['Street party', 'Market', 'Concert', 'Sports event', 'Procession', 'Filming'];
const contactWays = ['Email', 'Phone', 'Post'];
const services = ['Road closure', 'Waste collection', 'First aid', 'Power supply', 'Water point'];

const aboutYou: Step = {
  title: 'About you',
  intro: 'Tell us who is responsible for the event.',
  fields: [
    {
      name: 'fullName',
      label: 'Full name',
      kind: 'text',
      autocomplete: 'name',
      check: required('Enter your full name.'),
    },
    {
      name: 'email',
      label: 'Email address',
      kind: 'email',
      autocomplete: 'email',
      hint: 'We send the decision here.',
      check: matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Enter an email address, such as name@example.com.'),
    },
    {
      name: 'phone',
      label: 'Telephone number',
      kind: 'tel',
      labelled: 'placeholder',
      autocomplete: 'tel',
      check: matching(/^\+?[\d ()-]{7,20}$/, 'Enter a telephone number, such as 01632 960 001.'),
    },
    {
      name: 'birth',
      label: 'Date of birth',
      kind: 'date',
      hint: 'You must have been born before 2008.',
      check: value => {
        if (!isDay(value)) return 'Enter your date of birth.';
        return value < '2008-01-01' ? undefined : 'The person responsible must be an adult.';
      },
    },
    {
      name: 'country',
      label: 'Country of residence',
      kind: 'country',
      hint: 'Type to search the list.',
      check: oneOf(countries, 'Choose a country from the list.'),
    },
    {
      name: 'contact',
      label: 'How should we contact you?',
      kind: 'radio',
      options: contactWays,
      check: oneOf(contactWays, 'Choose how we should contact you.'),
    },
  ],
};

const yourEvent: Step = {
  title: 'Your event',
  intro: 'Describe what will happen and for how many people.',
  fields: [
    { name: 'eventName', label: 'Name of the event', kind: 'text', check: required('Enter the name of the event.') },
    {
      name: 'eventType',
      label: 'Type of event',
      kind: 'select',
      options: eventTypes,
      check: oneOf(eventTypes, 'Choose a type of event.'),
    },
    {
      name: 'attendance',
      label: 'Expected attendance',
      kind: 'number',
      hint: 'Between 1 and 20,000 people.',
      check: value =>
        /^\d{1,6}$/.test(value) && Number(value) >= 1 && Number(value) <= 20_000
          ? undefined
          : 'Enter a number between 1 and 20,000.',
    },
    {
      name: 'reference',
      label: 'Site reference',
      kind: 'masked',
      labelled: 'labelledby',
      hint: 'Two letters, four digits, two letters: NW-1234-AB. It is on your pre-approval letter.',
      check: matching(/^NW-\d{4}-[A-Z]{2}$/, 'Enter a site reference in the format NW-1234-AB.'),
    },
    {
      name: 'description',
      label: 'What will happen?',
      kind: 'textarea',
      hint: 'At least 20 characters.',
      check: value => (value.length >= 20 ? undefined : 'Describe the event in at least 20 characters.'),
    },
  ],
};

const whenAndWhat: Step = {
  title: 'Dates and services',
  intro: 'Choose the days and what you need from us.',
  fields: [
    {
      name: 'dates',
      label: 'Days of the event',
      kind: 'date-range',
      check: value => {
        const [first = '', last = ''] = value.split('/');
        if (!isDay(first) || !isDay(last)) return 'Enter the first and the last day.';
        return first <= last ? undefined : 'The last day must not be before the first.';
      },
    },
    { name: 'startTime', label: 'Start time', kind: 'time', check: matching(/^\d{2}:\d{2}$/, 'Enter a start time.') },
    { name: 'music', label: 'Amplified music', kind: 'toggle' },
    {
      name: 'services',
      label: 'Services you need',
      kind: 'checkboxes',
      options: services,
      hint: 'Choose all that apply.',
    },
  ],
};

const declaration: Step = {
  title: 'Terms and declaration',
  intro: 'Read the terms, confirm it in their window, and sign.',
  fields: [
    {
      name: 'termsRead',
      label: 'Terms of the permit',
      kind: 'read-terms',
      check: value =>
        value === 'yes' ? undefined : 'Scroll to the end of the terms and press “I have read the terms”.',
    },
    {
      name: 'accepted',
      label: 'I accept the terms of the permit',
      kind: 'accept',
      check: value => (value === 'yes' ? undefined : 'Accept the terms to continue.'),
    },
    {
      name: 'signature',
      label: 'Type your full name as a signature',
      kind: 'text',
      labelled: 'labelledby',
      check: (value, answers) =>
        value !== '' && value === (answers.fullName ?? '')
          ? undefined
          : 'The signature must be your full name from step 1.',
    },
  ],
};

export const steps: readonly Step[] = [aboutYou, yourEvent, whenAndWhat, declaration];
