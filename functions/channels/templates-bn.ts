// The built-in messages in Bengali.
import type { Language } from './templates.ts';

const STEP = '“{{ stepName }}”';
const REQUEST = '{{ workflowName }} (আবেদনকারী: {{ requester.name }})';
const BY_ACTOR = '{% if actor %}{{ actor.name }} {% endif %}';

export const BENGALI: Language = {
  greeting: 'প্রিয় {{ to.name }},',
  labels: {
    reason: 'কারণ',
    due: 'সময়সীমা',
    priority: 'অগ্রাধিকার',
    requester: 'আবেদনকারী',
    started: 'শুরু',
    reference: 'সূত্র',
  },
  words: {
    approved: 'অনুমোদিত',
    auto_approved: 'স্বয়ংক্রিয়ভাবে অনুমোদিত',
    rejected: 'প্রত্যাখ্যাত',
    expired: 'মেয়াদ শেষ',
    cancelled: 'বাতিল',
    done: 'সম্পন্ন',
    failed: 'ব্যর্থ',
    low: 'কম',
    medium: 'মাঝারি',
    high: 'উচ্চ',
    urgent: 'জরুরি',
    true: 'হ্যাঁ',
    false: 'না',
    late: 'সময় পেরিয়েছে',
    due_today: 'আজ শেষ সময়',
    due_later: 'পরে',
  },
  reminder: { line: 'এই বার্তা আপনি আগেও পেয়ে থাকতে পারেন।', subject: 'আবার: ' },
  deciding: {
    replies: (code) => [
      `অনুমোদন করতে উত্তর দিন *A ${code}*`,
      `প্রত্যাখ্যান করতে উত্তর দিন *R ${code}* ও কারণ`,
      `আরও জানতে *? ${code}*, অন্য কাউকে দিতে *D ${code}* ও তাঁর নাম`,
    ],
    repliesToList: (code) =>
      `অক্ষর ও কোড দিয়ে উত্তর দিন: *A ${code}* অনুমোদন, *R ${code}* ও কারণ প্রত্যাখ্যান, *? ${code}* বিস্তারিত।`,
    onPage: 'এটির সিদ্ধান্ত এই পাতায় দিতে হবে',
    signIn: 'সিদ্ধান্ত দিতে সাইন ইন করুন',
    approve: 'অনুমোদন',
    reject: 'প্রত্যাখ্যান',
    caution:
      'দুটি লিংকই এমন একটি পাতা খোলে যা আরেকবার জিজ্ঞাসা করে; তার আগে কোনো সিদ্ধান্ত হয় না। লিংকগুলো শুধু আপনার জন্য: অনুগ্রহ করে এই বার্তা অন্য কাউকে পাঠাবেন না।',
    see: 'দেখুন',
  },
  list: { more: 'আরও {{ moreTasks | number }}টি আছে।', decide: 'সিদ্ধান্ত দিন', all: 'সব কাজ' },
  sayings: {
    workflow_started: {
      title: 'শুরু হয়েছে: {{ workflowName }}',
      sentence: `${REQUEST} শুরু হয়েছে।`,
    },
    workflow_task_assigned: {
      title: 'আপনার কাজ: {{ stepName }}',
      sentence: `${STEP} আপনার অপেক্ষায় আছে: ${REQUEST}।`,
      isTask: true,
      ask: 'অনুগ্রহ করে দেখে সিদ্ধান্ত দিন।',
    },
    workflow_step_approved: {
      title: 'অনুমোদিত: {{ stepName }}',
      sentence: `{{ workflowName }}-এর ${STEP} {% if actor %}{{ actor.name }} অনুমোদন করেছেন{% else %}অনুমোদিত হয়েছে{% endif %}।`,
      reasonLabel: 'মন্তব্য',
    },
    workflow_step_rejected: {
      title: 'প্রত্যাখ্যাত: {{ stepName }}',
      sentence: `{{ workflowName }}-এর ${STEP} {% if actor %}{{ actor.name }} প্রত্যাখ্যান করেছেন{% else %}প্রত্যাখ্যাত হয়েছে{% endif %}।`,
    },
    workflow_changes_requested: {
      title: 'পরিবর্তন প্রয়োজন: {{ workflowName }}',
      sentence: `${STEP} এগোনোর আগে ${BY_ACTOR}{{ workflowName }}-এ পরিবর্তন {% if actor %}চেয়েছেন{% else %}প্রয়োজন{% endif %}।`,
      ask: 'অনুগ্রহ করে আবেদনটি সংশোধন করে আবার জমা দিন।',
    },
    workflow_completed: {
      title: '{{ workflowName }}: {{ outcome | default: "done" | word }}',
      sentence: `${REQUEST} শেষ হয়েছে: {{ outcome | default: "done" | word }}।`,
    },
    workflow_failed: {
      title: 'ত্রুটিতে থেমেছে: {{ workflowName }}',
      sentence: `${REQUEST} একটি ত্রুটির কারণে থেমে গেছে, সহায়তা প্রয়োজন।`,
      ask: 'কারণ ঠিক করা হলে আবার চালানো যাবে।',
    },
    workflow_escalation_warning: {
      title: 'এখনও বাকি: {{ stepName }}',
      sentence: `${STEP} এখনও বাকি আছে এবং ঊর্ধ্বতনকে জানানো হচ্ছে: ${REQUEST}।`,
      isTask: true,
      ask: 'অনুগ্রহ করে সিদ্ধান্ত দিন, অথবা যিনি পারবেন তাঁকে দিন।',
    },
    workflow_timeout_alert: {
      title: 'সময় শেষ: {{ stepName }}',
      sentence: `${STEP} নির্ধারিত সময়ে সিদ্ধান্ত পায়নি: ${REQUEST}।`,
      ask: 'কেউ সিদ্ধান্ত না দেওয়া পর্যন্ত এটি খোলা থাকবে।',
    },
    workflow_sla_warning: {
      title: 'সময়সীমা কাছে: {{ workflowName }}',
      sentence: `${REQUEST} সময়সীমার কাছাকাছি{% if stepName %}, এখন ${STEP} ধাপে আছে{% endif %}।`,
    },
    workflow_daily_digest: {
      title: 'আপনার বাকি কাজ: {{ openTasks | number }}টি',
      sentence: '{{ openTasks | number }}টি কাজ আপনার অপেক্ষায় আছে।',
      isList: true,
    },
  },
  other: {
    title: 'নতুন খবর: {{ workflowName }}',
    sentence: `নতুন খবর আছে: ${REQUEST}।`,
  },
};
