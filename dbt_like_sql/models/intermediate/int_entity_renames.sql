{{ config(materialized='table') }}

-- Which entity goes under another id in the marts, where all days are seen together. Without a country it does so in
-- every article, with a country only in articles that give the person an office of that country:
-- an abbreviation that exactly one organisation explains in brackets ("… (USFK)") is that organisation;
-- a person with a middle initial is the one without, if no second person has another initial and the countries agree;
-- two people of one full name, whose offices differ in country and in kind, are told apart by country. A kind that
-- less than a twentieth of the articles give is taken for an error. Names of the user's own list stay as they are.
with claims as (
    select * from {{ ref('int_entity_claims') }}
),

listed as (
    select distinct entity_id from claims
    where method = 'list'
),

entities as (
    select
        entity_id,
        min(entity_type) as entity_type,
        min(canonical_name) as canonical_name,
        bool_and(is_partial) as is_partial
    from {{ ref('int_entity_year_uses') }}
    where entity_type in ('ORG', 'PERSON')
    group by entity_id
),

explained as (
    select
        upper(replace(value, '.', '')) as short_name,
        min(entity_id) as dim_entity_id
    from claims
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

single_initials as (
    select
        plain_name,
        min(entity_id) as entity_id
    from people
    where full_name <> plain_name
    group by plain_name
    having count(*) = 1
),

pairs as (
    select
        single_initials.entity_id,
        people.entity_id as dim_entity_id
    from single_initials
    inner join people
        on single_initials.plain_name = people.plain_name and people.full_name = people.plain_name
),

country_claims as (
    select
        entity_id,
        attribute,
        value,
        method,
        weight
    from claims
    where
        attribute = 'country'
        and entity_id in (
            select pairs.entity_id from pairs
            union
            select pairs.dim_entity_id from pairs
        )
),

{{ most_supported('country_claims', 'country') }},

initials as (
    select
        pairs.entity_id,
        pairs.dim_entity_id
    from pairs
    left join best_country as own on pairs.entity_id = own.entity_id
    left join best_country as other on pairs.dim_entity_id = other.entity_id
    where coalesce(own.value = other.value, true)
),

kinds as (
    select
        offices.entity_id,
        offices.country_iso3,
        offices.kind,
        count(*) as article_count,
        sum(count(*)) over (partition by offices.entity_id) as all_count
    from {{ ref('int_entity_offices') }} as offices
    inner join people on offices.entity_id = people.entity_id
    where offices.kind is not null
    group by offices.entity_id, offices.country_iso3, offices.kind
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
    entity_id,
    cast(null as varchar) as office_country_iso3,
    dim_entity_id
from renamed
union all
select
    entity_id,
    country_iso3 as office_country_iso3,
    md5(concat(entity_id, '|', country_iso3)) as dim_entity_id
from namesakes
where entity_id not in (select renamed.entity_id from renamed)
