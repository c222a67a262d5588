{{ config(materialized='table') }}

-- Stories that an article has joined or left.
select story_id from {{ ref('int_changed_articles') }}
where story_id is not null
union
select built_story_id as story_id from {{ ref('int_changed_articles') }}
where built_story_id is not null
