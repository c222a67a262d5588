{{ config(materialized='table') }}
{%- set built_articles = built('dim_article') %}

-- Articles that are to be modelled anew: those that have, or had, a version on a pending day, and the other articles of
-- their stories, since another one of them may now be the original. `built_` columns tell how `dim_article` holds them.
with pending as (
    select fetched_on from {{ ref('int_pending_days') }}
),

articles as (
    select
        article_id,
        fetched_on,
        coalesce(published_on, fetched_on) as covered_on
    from {{ ref('stg_articles') }}
),

stories as (
    select * from {{ ref('stg_stories') }}
),

built as (
    {% if built_articles %}
        select
            article_id,
            fetched_on,
            first_fetched_on,
            covered_on,
            story_id,
            article_no
        from {{ built_articles }}
    {% else %}
        select
            article_id,
            fetched_on,
            fetched_on as first_fetched_on,
            covered_on,
            article_id as story_id,
            cast(null as bigint) as article_no
        from articles
        where false
    {% endif %}
),

named as (
    select article_id from articles
    where fetched_on in (select pending.fetched_on from pending)
    union
    select article_id from built
    where
        fetched_on >= (select min(pending.fetched_on) from pending)
        and first_fetched_on <= (select max(pending.fetched_on) from pending)
),

versions as (
    select
        article_id,
        max(fetched_on) as fetched_on,
        arg_max(covered_on, fetched_on) as covered_on
    from articles
    where article_id in (select named.article_id from named)
    group by article_id
),

changed as (
    select
        named.article_id,
        versions.fetched_on,
        versions.covered_on,
        built.fetched_on as built_on,
        built.covered_on as built_covered_on,
        built.story_id as built_story_id,
        built.article_no as built_article_no,
        stories.story_id
    from named
    left join versions on named.article_id = versions.article_id
    left join built on named.article_id = built.article_id
    left join stories on versions.article_id = stories.article_id and versions.fetched_on = stories.fetched_on
),

touched_stories as (
    select story_id from changed
    union
    select built_story_id as story_id from changed
)

select
    article_id,
    fetched_on,
    covered_on,
    built_on,
    built_covered_on,
    built_story_id,
    built_article_no,
    story_id,
    true as is_changed
from changed
union all
select
    article_id,
    fetched_on,
    covered_on,
    fetched_on as built_on,
    covered_on as built_covered_on,
    story_id as built_story_id,
    article_no as built_article_no,
    story_id,
    false as is_changed
from built
where
    story_id in (select touched_stories.story_id from touched_stories)
    and article_id not in (select named.article_id from named)
