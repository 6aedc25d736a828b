DROP TABLE public.wdh_schedule_ticks;
DROP TABLE public.wdh_schedules;
