/** Every metric there is: its unit, the dimensions that split it, and what it says. A dimension has few values and is never an id. */

export const NAMESPACE = 'Errand';
/** The one dimension of every metric: alarms and dashboards name it, and nothing else. */
export const SERVICE = 'errand';

export type Unit = 'Count' | 'Milliseconds' | 'None';
export type Dimension = 'Status' | 'Code' | 'Decision' | 'Purpose';

export interface Metric {
  readonly unit: Unit;
  /** Beside `service`: each metric is there in all, and by each value of this. */
  readonly by?: Dimension;
  readonly meaning: string;
}

export const metricTable = {
  TasksEnded: { unit: 'Count', by: 'Status', meaning: 'tasks that ended: completed, failed, cancelled' },
  TaskDuration: { unit: 'Milliseconds', by: 'Status', meaning: 'from the consent to the end, with all waiting' },
  TaskSteps: { unit: 'Count', by: 'Status', meaning: 'steps of a task that ended' },
  TaskTokens: { unit: 'Count', by: 'Status', meaning: 'model tokens of a task that ended, in and out' },
  TaskUsd: { unit: 'None', by: 'Status', meaning: 'US dollars for the model of a task that ended' },
  QueueAge: { unit: 'Milliseconds', meaning: 'from a task being queued and due to its worker' },
  LeaseTakeOvers: { unit: 'Count', meaning: 'tasks that a worker took up after another that died or lost its lease' },
  TaskRetries: { unit: 'Count', by: 'Code', meaning: 'tasks queued again because something was away, by what' },
  ApprovalWait: { unit: 'Milliseconds', by: 'Decision', meaning: 'from an approval being asked to the yes or no' },
  QuestionWait: { unit: 'Milliseconds', meaning: 'from a question being asked to its answer' },
  TakeOvers: { unit: 'Count', meaning: 'times that a person took the mouse and the keyboard of a run' },
  ActionsFailed: { unit: 'Count', by: 'Code', meaning: 'actions on a page that did not work, by why' },
  BrowserErrors: { unit: 'Count', by: 'Code', meaning: 'browsers that did not start, pages that crashed' },
  ChatTokens: { unit: 'Count', by: 'Purpose', meaning: 'model tokens of a conversation, for talking or for planning' },
  ChatUsd: { unit: 'None', by: 'Purpose', meaning: 'US dollars for the same' },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof metricTable;

/** Figures that belong together, with the value of the dimension that splits them. */
export interface Measure {
  readonly figures: Readonly<Partial<Record<MetricName, number>>>;
  readonly by?: Readonly<Partial<Record<Dimension, string>>>;
}
