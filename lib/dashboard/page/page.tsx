import type { ComponentChildren } from 'preact';
import { ActivityPage } from './activity-page.js';
import { HostsPage } from './hosts-page.js';
import { JobPage } from './job-page.js';
import { JobsPage } from './jobs-page.js';
import type { Answer } from './model.js';
import { needsOf } from './needs.js';
import { ProblemsPage } from './problems-page.js';
import { RunPage } from './run-page.js';
import { TimelinePage } from './timeline-page.js';
import type { View } from './view.js';

/** The page that the address asks for, or why there is none. */
export function Page({ model, intents }: View) {
  const { route, answers, zone } = model;
  const refusal = answers.state?.refusal;
  const state = answers.state?.body;
  if (refusal) {
    return (
      <Empty title="This page is not for you now">
        <bdi>{refusal.message}</bdi> <a href="?">Load it again</a>
      </Empty>
    );
  }
  if (!state) return <Asking />;
  switch (route.page) {
    case 'jobs':
      return <JobsPage model={model} intents={intents} state={state} route={route} />;
    case 'job':
      return shown(
        model,
        'job',
        reply => <JobPage model={model} intents={intents} state={state} reply={reply} route={route} />,
        <NoJob name={route.job} />,
      );
    case 'run':
      return shown(
        model,
        'run',
        reply => <RunPage model={model} intents={intents} state={state} reply={reply} />,
        <NoRun />,
      );
    case 'timeline':
      return (
        <TimelinePage
          model={model}
          intents={intents}
          state={state}
          reply={answers.timeline?.body}
          rows={answers.jobs?.body?.jobs ?? []}
          route={route}
        />
      );
    case 'problems':
      return shown(model, 'problems', reply => <ProblemsPage state={state} reply={reply} choice={zone} />);
    case 'activity':
      return shown(model, 'activity', reply => (
        <ActivityPage state={state} reply={reply} route={route} intents={intents} choice={zone} />
      ));
    case 'hosts':
      return shown(model, 'hosts', reply => <HostsPage state={state} reply={reply} choice={zone} />);
    case 'nowhere':
      return (
        <Empty title="There is no such page">
          <a href="#/">All jobs</a>
        </Empty>
      );
  }
}

/** A view of an answer to what is asked now; of an answer to something else nothing is shown. */
function shown<R extends 'job' | 'run' | 'problems' | 'activity' | 'hosts'>(
  model: View['model'],
  name: R,
  view: (reply: NonNullable<NonNullable<View['model']['answers'][R]>['body']>) => ComponentChildren,
  missing?: ComponentChildren,
): ComponentChildren {
  const answer: Answer<NonNullable<NonNullable<View['model']['answers'][R]>['body']>> | undefined = model.answers[name];
  if (!answer || answer.query !== needsOf(model).get(name)) return <Asking />;
  if (answer.body) return view(answer.body);
  if (answer.refusal?.status === 404 && missing) return missing;
  return <Empty title="That could not be shown">{answer.refusal?.message}</Empty>;
}

function Asking() {
  return (
    <div class="empty" aria-busy="true">
      Asking …
    </div>
  );
}

function NoJob({ name }: { readonly name: string }) {
  return (
    <Empty
      title={
        <>
          There is no job named “<bdi>{name}</bdi>”
        </>
      }
    >
      It may have been renamed or removed by a deploy. <a href="#/">All jobs</a>
    </Empty>
  );
}

function NoRun() {
  return (
    <Empty title="This run is no longer kept">
      <a href="#/">All jobs</a>
    </Empty>
  );
}

function Empty({ title, children }: { readonly title: ComponentChildren; readonly children: ComponentChildren }) {
  return (
    <div class="panel empty">
      <h1>{title}</h1>
      <p>{children}</p>
    </div>
  );
}
