"""Common English words that could pass for Welsh by their spelling.

Words of everyday English and of this site's own pages (about 850 looked at), less those that no Welsh word could look like
and those that are Welsh too: air (gair), bell (pell), can, car, cost, dad (tad), her, law (llaw), man, map, plant,
ran (rhan), term.
"""

from __future__ import annotations

from typing import Final

_WORDS: Final = """
    able about action add after again against age ago all allow almost along already also among an and another
    any anyone anything april are area arm around art as at august aunt baby bad base be beach became because
    become before began begin begins behind being bench best big bird blue body both bread bridge bring britain
    brother build building bus but buy by call called calling calls came case cat center central centre certain
    chair chance change changed charity child children choice choir church city clean clear close club clubs
    cold college come comes coming company computer condition consider contact continue control council country
    couple course court cousin cow create cultural culture current cut dance data dead death december decide
    decision democratic did die difference different difficult dinner director disabled do doctor does dog doing
    done down drug dry during each early east easy education effect effort elderly email end energy england
    entire face fact fair fall families family far farm farmer farmers father february felt fence few field
    figure film final financial find finding finds fine first flower flowers follow for force foreign form found
    four friend friends from full game games garden gardens general get gets girl go goes going gone got
    grandfather grandmother great ground group groups grow guy had hair half hall hand hands has he head health
    hear heard hearing heart held hello help helped helping helps here herself hill him himself his history hold
    home horse hot hour hours house how huge hundred husband idea if image important in include industry
    information interest into ireland is it its itself land large last later latest lead leader learn left legal
    let lets library life line local london long lose lost lot lunch made main many maps march me mean means
    meant medical member members men mend menu met mill million mind minute moment month months more morning
    most mother mountain much mum music my myself name nation national natural near new news nice nine no nobody
    north not nothing now number october of off offer office official often oil old older on once one only open
    or other others our out own page pages paid paper parent parents part partner partners party past people
    perhaps period person personal phone photo photos physical picture piece place places plan please pledge
    pledges point police policy popular position power practice president price problem problems produce product
    program project public pull put puts rain raise rate reach read ready really reason recent record red region
    religious remain remember repair report research result road role rule run table tea teacher team technology
    tell ten test than that the their them then there these third this those thousand time to together told
    tomorrow top toward town traditional train tried try trying turn turned two type uncle under understand
    united until up upon us use wait wales wall want war warm was watch water we weather welcome well went were
    west wet wife will win wind window with within without woman women word words world write wrong wrote year
    yes yet you young your yourself youth
"""
ENGLISH: Final = frozenset(_WORDS.split())
