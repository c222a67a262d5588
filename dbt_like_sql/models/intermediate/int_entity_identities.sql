{{ config(materialized='table') }}

-- Which entity of which article goes under another id in the marts, where all days are seen together:
-- an abbreviation that exactly one organisation explains in brackets ("… (USFK)") is that organisation;
-- a person with a middle initial is the one without, if no second person has another initial and the countries agree;
-- two people of one full name, whose offices differ in country and in kind, are told apart by country. A kind that less
-- than a twentieth of the articles give is taken for an error. Names of the user's own list stay as they are.
with entity_references as (
    select distinct
        entity_id,
        article_id
    from {{ ref('int_entity_references') }}
),

evidence as (
    select * from {{ ref('int_current_evidence') }}
),

listed as (
    select distinct entity_id from evidence
    where method = 'list'
),

entities as (
    select
        entity_id,
        min(entity_type) as entity_type,
        min(canonical_name) as canonical_name,
        bool_and(is_partial) as is_partial
    from {{ ref('stg_entities') }}
    where entity_id in (select entity_references.entity_id from entity_references)
    group by entity_id
),

explained as (
    select
        upper(replace(value, '.', '')) as short_name,
        min(entity_id) as dim_entity_id
    from evidence
    where attribute = 'short_name' and method = 'brackets'
    group by upper(replace(value, '.', ''))
    having count(distinct entity_id) = 1
),

abbreviations as (
    select
        entities.entity_id,
        explained.dim_entity_id
    from entities
    inner join explained
        on
            upper(replace(entities.canonical_name, '.', '')) = explained.short_name
            and entities.entity_id <> explained.dim_entity_id
    where entities.entity_type = 'ORG' and entities.entity_id not in (select listed.entity_id from listed)
),

people as (
    select
        entities.entity_id,
        lower(entities.canonical_name) as full_name,
        lower(regexp_replace(entities.canonical_name, ' ([A-Z]\. ?)+', ' ')) as plain_name
    from entities
    where
        entities.entity_type = 'PERSON'
        and not entities.is_partial
        and not regexp_matches(entities.canonical_name, '^[A-Z]\.')
        and entities.entity_id not in (select listed.entity_id from listed)
),

{{ most_supported('evidence', 'country') }},

single_initials as (
    select
        plain_name,
        min(entity_id) as entity_id
    from people
    where full_name <> plain_name
    group by plain_name
    having count(*) = 1
),

initials as (
    select
        single_initials.entity_id,
        people.entity_id as dim_entity_id
    from single_initials
    inner join people
        on single_initials.plain_name = people.plain_name and people.full_name = people.plain_name
    left join best_country as own on single_initials.entity_id = own.entity_id
    left join best_country as other on people.entity_id = other.entity_id
    where coalesce(own.value = other.value, true)
),

offices as (
    select
        evidence.entity_id,
        evidence.article_id,
        first(evidence.value order by evidence.confidence desc, evidence.value asc)
        filter (where evidence.attribute = 'country') as country_iso3,
        first(evidence.value order by evidence.confidence desc, evidence.value asc)
        filter (where evidence.attribute = 'sector') as sector
    from evidence
    inner join people on evidence.entity_id = people.entity_id
    where evidence.method in ('title', 'apposition', 'description')
    group by evidence.entity_id, evidence.article_id
),

kinds as (
    select
        entity_id,
        country_iso3,
        if(sector in ('GOV', 'LEG', 'JUD', 'MIL', 'COP', 'SPY', 'OPP', 'PTY', 'IGO'), 'official', sector) as kind,
        count(*) as article_count,
        sum(count(*)) over (partition by entity_id) as all_count
    from offices
    where country_iso3 is not null and sector is not null
    group by entity_id, country_iso3, kind
),

frequent_kinds as (
    select * from kinds
    where article_count * 20 >= all_count
),

namesakes as (
    select distinct
        one.entity_id,
        one.country_iso3
    from frequent_kinds as one
    inner join frequent_kinds as other
        on
            one.entity_id = other.entity_id
            and one.country_iso3 <> other.country_iso3
            and one.kind <> other.kind
),

renamed as (
    select * from abbreviations
    union all
    select * from initials
)

select
    entity_references.entity_id,
    entity_references.article_id,
    renamed.dim_entity_id
from entity_references
inner join renamed on entity_references.entity_id = renamed.entity_id
union all
select
    offices.entity_id,
    offices.article_id,
    md5(concat(offices.entity_id, '|', offices.country_iso3)) as dim_entity_id
from offices
inner join namesakes on offices.entity_id = namesakes.entity_id and offices.country_iso3 = namesakes.country_iso3
where offices.entity_id not in (select renamed.entity_id from renamed)
